// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.web;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import live.core.Principal;
import live.observe.internal.metrics.Registry;
import live.security.Tokens;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /metrics} for Prometheus: to callers on this machine, and to API tokens with the permission {@code
 * metrics.read}.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
@HttpWhiteboardServletName("live.observe.metrics")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live-public)")
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PERMISSION = "metrics.read";

    private final transient Registry registry;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private transient volatile @Nullable Tokens tokens;

    @Activate
    public MetricsServlet(@Reference Registry registry) {
        this.registry = registry;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!allowed(request)) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setHeader("WWW-Authenticate", "Bearer");
            response.setContentType("application/problem+json;charset=utf-8");
            response.getWriter()
                    .write("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                            + "\"code\":\"security.token.missing\",\"detail\":\"An API token with the permission "
                            + PERMISSION + " is needed.\"}");
            return;
        }
        response.setContentType(Registry.CONTENT_TYPE);
        registry.write(response.getOutputStream());
    }

    private boolean allowed(HttpServletRequest request) throws IOException {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return local(request);
        }
        Tokens service = tokens;
        Optional<Principal> principal = service == null ? Optional.empty() : service.principal(authorization);
        return principal.filter(caller -> caller.may(PERMISSION)).isPresent();
    }

    /** Behind a proxy on this machine everybody would seem to be here. */
    private static boolean local(HttpServletRequest request) throws IOException {
        boolean forwarded = Stream.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
                .anyMatch(name -> request.getHeader(name) != null);
        return !forwarded && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }
}
