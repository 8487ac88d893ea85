// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import live.core.Principal;
import live.lib.sql.DatabaseException;
import live.security.internal.web.Callers.Caller;
import org.osgi.framework.Bundle;
import org.osgi.service.http.context.ServletContextHelper;

/** A web context for those who are signed in. Everything in it is guarded, whoever registers it. */
abstract class GuardedContext extends ServletContextHelper {
    private final Callers callers;

    GuardedContext(Bundle bundle, Callers callers) {
        super(bundle);
        this.callers = callers;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SafeHeaders.set(request, response);
        Optional<Caller> found;
        try {
            found = callers.caller(request);
        } catch (DatabaseException e) {
            return refuse(response, 503, "store.unavailable", "The database does not answer at the moment.");
        }
        if (found.isEmpty()) {
            return refuse(response, 401, "security.session.missing", "Sign in first.");
        }
        Caller caller = found.get();
        if (caller.forged(request.getMethod(), request.getHeader(Callers.CSRF)) || foreign(request)) {
            return refuse(
                    response, 403, "security.csrf.wrong", "The request does not come from a page of this product.");
        }
        String name =
                caller.session().map(Object::toString).orElse(caller.principal().getName());
        request.setAttribute(REMOTE_USER, name);
        request.setAttribute(AUTHENTICATION_TYPE, "live");
        request.setAttribute(Principal.class.getName(), caller.principal());
        return true;
    }

    /** Whether a WebSocket is being opened by a page from elsewhere: cookies travel with it, and no token does. */
    static boolean foreign(HttpServletRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            return false;
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            // A program, not a browser.
            return false;
        }
        try {
            return !String.valueOf(URI.create(origin).getAuthority()).equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Answers and commits: otherwise the container makes an HTML page of it. */
    private static boolean refuse(HttpServletResponse response, int status, String code, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        if (status == 503) {
            response.setHeader("Retry-After", "5");
        }
        String body = "{\"type\":\"about:blank\",\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\""
                + detail + "\"}";
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
        return false;
    }
}
