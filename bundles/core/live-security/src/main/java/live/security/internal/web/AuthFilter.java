// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.Priority;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.web.Confirmed;
import live.core.web.Problem;
import live.core.web.Public;
import live.core.web.Requires;
import live.security.internal.Grants;
import live.security.internal.web.Callers.Caller;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/**
 * Guards the REST applications of all modules. Every application requires this extension by its name, so none is there
 * without it. A method that says neither {@link Public} nor {@link Requires} is open to nobody.
 */
@Component(service = ContainerRequestFilter.class, scope = ServiceScope.PROTOTYPE)
@JaxrsExtension
@JaxrsName("live.auth")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
@Priority(Priorities.AUTHENTICATION)
public final class AuthFilter implements ContainerRequestFilter {
    private final Callers callers;
    private final Grants grants;
    private final Confirmation confirmation;

    @Context
    private @Nullable ResourceInfo resource;

    @Context
    private @Nullable HttpServletRequest servlet;

    @Activate
    public AuthFilter(@Reference Callers callers, @Reference Grants grants, @Reference Confirmation confirmation) {
        this.callers = callers;
        this.grants = grants;
        this.confirmation = confirmation;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource == null ? null : resource.getResourceMethod();
        if (method == null) {
            throw Problem.forbidden("security.permission.undefined", "Nobody may call this.");
        }
        Class<?> type = resource == null ? method.getDeclaringClass() : resource.getResourceClass();
        boolean open = method.isAnnotationPresent(Public.class)
                || !method.isAnnotationPresent(Requires.class) && type.isAnnotationPresent(Public.class);
        if (open) {
            return;
        }
        request.setProperty(RefusalTrail.OPERATION, new Operation(request.getMethod(), type, method));
        HttpServletRequest shown = Objects.requireNonNull(servlet);
        Caller caller = callers.caller(shown).orElseThrow(() -> callers.refusal(shown));
        request.setSecurityContext(
                new SignedIn(caller.principal(), request.getSecurityContext().isSecure()));
        if (caller.forged(request.getMethod(), request.getHeaderString(Callers.CSRF))) {
            throw Problem.forbidden(
                    "security.csrf.wrong",
                    "The header " + Callers.CSRF + " must hold the text that /security/me tells.");
        }
        Requires requires = Optional.ofNullable(method.getAnnotation(Requires.class))
                .or(() -> Optional.ofNullable(type.getAnnotation(Requires.class)))
                .orElseThrow(() -> Problem.forbidden("security.permission.undefined", "Nobody may call this."));
        String permission = requires.value();
        if (!permission.equals(Requires.SIGNED_IN) && !caller.principal().may(permission)) {
            throw missing(caller.principal(), permission);
        }
        if (method.isAnnotationPresent(Confirmed.class)) {
            confirmation.require(shown, caller.principal());
        }
    }

    private Problem missing(Principal principal, String permission) {
        if (grants.mustChangePassword(principal.tenant(), principal.user())) {
            return Problem.forbidden(
                    "security.password.expired", "The password has to be changed first: PUT /security/me/password.");
        }
        return principal.permissions().isEmpty() && grants.mustEnrol(principal.tenant(), principal.user())
                ? Problem.forbidden(
                        "security.secondFactor.missing",
                        "A second factor has to be set up first: POST /security/me/second-factor.")
                : Problem.forbidden("security.permission.missing", "Needs the permission " + permission + ".");
    }

    private record SignedIn(Principal principal, boolean secure) implements SecurityContext {
        @Override
        public java.security.Principal getUserPrincipal() {
            return principal;
        }

        @Override
        public boolean isUserInRole(String permission) {
            return principal.may(permission);
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getAuthenticationScheme() {
            return "live";
        }
    }
}
