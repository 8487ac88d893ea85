// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import java.security.SecureRandom;
import java.util.HexFormat;
import javax.annotation.Priority;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MultivaluedMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;
import org.slf4j.MDC;

/** Gives every request an id that the log and the answer share, and every answer the headers that keep browsers safe. */
@Component(service = {ContainerRequestFilter.class, ContainerResponseFilter.class})
@JaxrsExtension
@JaxrsName("live.trace")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
@PreMatching
@Priority(0)
public final class Trace implements ContainerRequestFilter, ContainerResponseFilter {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY = "trace";

    /** The id of the request that this thread works on, or a new one. */
    static String current() {
        String known = MDC.get(KEY);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        String fresh = HexFormat.of().formatHex(bytes);
        MDC.put(KEY, fresh);
        return fresh;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        MDC.remove(KEY);
        request.setProperty(KEY, current());
        request.setProperty(
                Compression.ACCEPTED, Compression.accepts(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING)));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        Object trace = request.getProperty(KEY);
        if (trace != null) {
            headers.putSingle("X-Trace-Id", trace);
        }
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.putIfAbsent("Cache-Control", java.util.List.of("no-store"));
        headers.putIfAbsent(
                "Content-Security-Policy", java.util.List.of("default-src 'none'; frame-ancestors 'none'; sandbox"));
        if (secure(request)) {
            headers.putSingle("Strict-Transport-Security", "max-age=31536000");
        }
        MDC.remove(KEY);
    }

    private static boolean secure(ContainerRequestContext request) {
        return "https".equals(request.getUriInfo().getRequestUri().getScheme())
                || "https".equalsIgnoreCase(request.getHeaderString("X-Forwarded-Proto"));
    }
}
