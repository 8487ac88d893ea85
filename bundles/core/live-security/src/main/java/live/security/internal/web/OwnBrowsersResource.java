// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.security.internal.Browsers;
import live.security.internal.store.BrowserTable.Browser;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What the user himself says of his browsers, and who he is. */
@Component(service = OwnBrowsersResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=security)")
@JSONRequired
@Path("me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OwnBrowsersResource {
    private final Browsers browsers;
    private final Confirmation confirmation;

    public record Password(@Nullable String password) {}

    /**
     * @param trustedUntil until then it needs no second factor
     * @param current whether the caller uses this one
     */
    public record BrowserBody(
            UUID id,
            String address,
            String agent,
            Instant createdAt,
            Instant usedAt,
            Instant trustedUntil,
            boolean current) {}

    public record BrowserList(List<BrowserBody> items) {}

    @Activate
    public OwnBrowsersResource(@Reference Browsers browsers, @Reference Confirmation confirmation) {
        this.browsers = browsers;
        this.confirmation = confirmation;
    }

    /** The user has looked at the new browsers in his history. */
    @POST
    @Path("sign-ins/seen")
    @Requires(Requires.SIGNED_IN)
    @Answers(status = 204)
    public Response seen(@Context SecurityContext context, @Context HttpServletRequest request) {
        Principal principal = SessionResource.principal(context);
        confirmation.session(request);
        browsers.seen(principal.tenant(), principal.user());
        return Response.noContent().build();
    }

    /** Browsers that need no second factor. */
    @GET
    @Path("browsers")
    @Requires(Requires.SIGNED_IN)
    public BrowserList trusted(@Context SecurityContext context, @Context HttpServletRequest request) {
        Principal principal = SessionResource.principal(context);
        return new BrowserList(browsers.trusted(principal.tenant(), principal.user()).stream()
                .map(browser -> body(browser, request))
                .toList());
    }

    /** Trusts a browser no more. */
    @DELETE
    @Path("browsers/{id}")
    @Requires(Requires.SIGNED_IN)
    @Answers(status = 204)
    public Response distrust(
            @Context SecurityContext context, @Context HttpServletRequest request, @PathParam("id") String id) {
        Checks checks = new Checks();
        UUID browser = checks.id("id", id);
        checks.done();
        confirmation.session(request);
        if (!browsers.distrust(SessionResource.principal(context), browser)) {
            throw Problem.notFound("security.browser.unknown", "There is no such browser.");
        }
        return Response.noContent().build();
    }

    /** Takes the password once more, for what is delicate. */
    @POST
    @Path("confirmation")
    @Requires(Requires.SIGNED_IN)
    @Answers(status = 204)
    public Response confirm(
            @Context SecurityContext context, @Context HttpServletRequest request, @Nullable Password body) {
        String password = body == null || body.password() == null ? "" : body.password();
        Checks checks = new Checks();
        checks.that(!password.isEmpty(), "password", "field.missing", "must be given");
        checks.done();
        confirmation.confirm(request, SessionResource.principal(context), password);
        return Response.noContent().build();
    }

    private static BrowserBody body(Browser browser, HttpServletRequest request) {
        boolean current = Callers.browser(request)
                .filter(token -> Arrays.equals(token.hash(), browser.tokenHash()))
                .isPresent();
        return new BrowserBody(
                browser.id(),
                browser.address(),
                browser.agent(),
                browser.createdAt(),
                browser.usedAt(),
                browser.trustedUntil().orElseThrow(),
                current);
    }
}
