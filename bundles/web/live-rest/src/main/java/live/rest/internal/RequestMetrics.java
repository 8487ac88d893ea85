// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Priority;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.container.PreMatching;
import live.core.Meter;
import live.core.Meters;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/**
 * {@code live_http_seconds}: how long requests take, by module, method and class of status. What strangers invent becomes
 * no label of its own. Nothing while nobody collects metrics.
 */
@Component(service = {ContainerRequestFilter.class, ContainerResponseFilter.class})
@JaxrsExtension
@JaxrsName("live.metrics")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
@PreMatching
@Priority(1)
public final class RequestMetrics implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String BEGUN = "live.begun";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Map<Key, Meter> known = new ConcurrentHashMap<>();
    /** Dynamic: the applications of all modules would be built anew with this one. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Meters meters;

    private record Key(String module, String method, String status) {}

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(BEGUN, System.nanoTime());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Meters present = meters;
        if (present != null && request.getProperty(BEGUN) instanceof Long begun) {
            String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
            Key key = new Key(module(request), method, response.getStatus() / 100 + "xx");
            known.computeIfAbsent(key, k -> meter(present, k)).took(Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private static Meter meter(Meters meters, Key key) {
        return meters.meter("live_http", "module", key.module(), "method", key.method(), "status", key.status());
    }

    /** The last part of the application's base: {@code ticketing} of {@code /api/v1/ticketing/}. */
    private static String module(ContainerRequestContext request) {
        String base = request.getUriInfo().getBaseUri().getPath();
        int end = base.length();
        while (end > 0 && base.charAt(end - 1) == '/') {
            end--;
        }
        return base.substring(base.lastIndexOf('/', end - 1) + 1, end);
    }
}
