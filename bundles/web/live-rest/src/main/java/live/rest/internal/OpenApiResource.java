// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import io.swagger.v3.core.util.Json;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Application;
import javax.ws.rs.core.MediaType;
import live.core.LiveException;
import live.core.web.Answers;
import live.core.web.Requires;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The OpenAPI 3.0 document of all resources that are there at this moment. */
@Component(service = OpenApiResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=api)")
@JSONRequired
@Path("openapi.json")
public final class OpenApiResource {
    private static final String RESOURCES = "(osgi.jaxrs.resource=true)";
    private static final String SELECT = "osgi.jaxrs.application.select";
    private static final String BASE = "osgi.jaxrs.application.base";
    private static final String OURS = "/api/";

    private final BundleContext context;

    @Activate
    public OpenApiResource(BundleContext context) {
        this.context = context;
    }

    @GET
    @Answers(Object.class)
    @Produces(MediaType.APPLICATION_JSON)
    @Requires(Requires.SIGNED_IN)
    public String get() {
        return Json.pretty(OpenApiDocument.of(resources()));
    }

    private Map<String, Set<Class<?>>> resources() {
        try {
            Map<String, Set<Class<?>>> found = new TreeMap<>();
            ServiceReference<?>[] resources = Optional.ofNullable(context.getAllServiceReferences(null, RESOURCES))
                    .orElse(new ServiceReference<?>[0]);
            for (ServiceReference<Application> application :
                    context.getServiceReferences(Application.class, "(" + BASE + "=" + OURS + "*)")) {
                String base = String.valueOf(application.getProperty(BASE));
                for (ServiceReference<?> resource : resources) {
                    Object select = resource.getProperty(SELECT);
                    if (select != null
                            && FrameworkUtil.createFilter(select.toString()).match(application)) {
                        type(resource).ifPresent(type -> found.computeIfAbsent(
                                        base, b -> new TreeSet<>(Comparator.comparing(Class::getName)))
                                .add(type));
                    }
                }
            }
            return found;
        } catch (InvalidSyntaxException e) {
            throw new LiveException("rest.filter.invalid", "a resource selects its application by no valid filter", e);
        }
    }

    /** Empty while its module leaves. */
    private Optional<Class<?>> type(ServiceReference<?> reference) {
        Object service = context.getService(reference);
        if (service == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(service.getClass());
        } finally {
            context.ungetService(reference);
        }
    }
}
