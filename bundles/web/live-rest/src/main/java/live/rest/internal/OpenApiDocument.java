// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.ws.rs.core.Application;
import live.core.LiveException;
import live.core.web.Public;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Reads the resources of all modules. The library keeps its converters for the whole process: {@link #close} takes ours out. */
final class OpenApiDocument implements AutoCloseable {
    private static final String RESOURCES = "(osgi.jaxrs.resource=true)";
    private static final String SELECT = "osgi.jaxrs.application.select";
    private static final String BASE = "osgi.jaxrs.application.base";

    private final BundleContext context;
    private final ModelConverter models;
    private final ModelConverter ids = new Ids();
    private final List<OpenAPIExtension> before;

    OpenApiDocument(BundleContext context) {
        this.context = context;
        ObjectMapper mapper = io.swagger.v3.core.util.Json.mapper().copy().registerModule(new IdModule());
        this.models = new ModelResolver(mapper, new Names());
        ModelConverters.getInstance().addConverter(models);
        ModelConverters.getInstance().addConverter(ids);
        this.before = OpenAPIExtensions.getExtensions();
        List<OpenAPIExtension> extensions = new ArrayList<>(before);
        extensions.add(0, new Guarded());
        OpenAPIExtensions.setExtensions(extensions);
    }

    @Override
    public void close() {
        ModelConverters.getInstance().removeConverter(models);
        ModelConverters.getInstance().removeConverter(ids);
        OpenAPIExtensions.setExtensions(before);
    }

    /** The document as of now. */
    OpenAPI read() {
        Map<String, Set<ServiceReference<?>>> resources = resources();
        Paths paths = new Paths();
        Components components = new Components();
        resources.forEach((base, references) -> {
            OpenAPI part = new OpenAPI();
            Reader reader = new Reader(part);
            for (ServiceReference<?> reference : references) {
                Object service = context.getService(reference);
                if (service != null) {
                    part = reader.read(service.getClass());
                    context.ungetService(reference);
                }
            }
            if (part.getPaths() != null) {
                part.getPaths().forEach((path, item) -> paths.addPathItem(base + path, item));
            }
            if (part.getComponents() != null && part.getComponents().getSchemas() != null) {
                part.getComponents().getSchemas().forEach(components::addSchemas);
            }
        });
        components.addSecuritySchemes(
                "session",
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("live_session")
                        .description("With the header X-CSRF-Token on every request that is not a GET."));
        components.addSecuritySchemes(
                "token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        return new OpenAPI()
                .info(new Info().title("LIVE").version("v1"))
                .addSecurityItem(new SecurityRequirement().addList("session"))
                .addSecurityItem(new SecurityRequirement().addList("token"))
                .paths(sorted(paths))
                .components(components);
    }

    private Map<String, Set<ServiceReference<?>>> resources() {
        try {
            Map<String, Set<ServiceReference<?>>> found = new TreeMap<>();
            ServiceReference<?>[] resources = Optional.ofNullable(context.getAllServiceReferences(null, RESOURCES))
                    .orElse(new ServiceReference<?>[0]);
            for (ServiceReference<Application> application :
                    context.getServiceReferences(Application.class, "(" + BASE + "=*)")) {
                String base = String.valueOf(application.getProperty(BASE));
                for (ServiceReference<?> resource : resources) {
                    Object select = resource.getProperty(SELECT);
                    if (select != null
                            && FrameworkUtil.createFilter(select.toString()).match(application)) {
                        found.computeIfAbsent(base, b -> new TreeSet<>()).add(resource);
                    }
                }
            }
            return found;
        } catch (InvalidSyntaxException e) {
            throw new LiveException("rest.filter.invalid", "a resource selects its application by no valid filter", e);
        }
    }

    private static Paths sorted(Paths paths) {
        Paths sorted = new Paths();
        Map<String, PathItem> items = new TreeMap<>(paths);
        items.forEach(sorted::addPathItem);
        return sorted;
    }

    /** Schemas are named by module and class: two modules may both have a {@code UserBody}. */
    private static final class Names extends TypeNameResolver {
        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            String full = type.getName();
            if (!full.startsWith("live.")) {
                return super.nameForClass(type, options);
            }
            String[] parts = full.split("\\.");
            String module = Character.toUpperCase(parts[1].charAt(0)) + parts[1].substring(1);
            return module + parts[parts.length - 1].replace("$", "");
        }
    }

    /** Typed ids are text. */
    private static final class Ids implements ModelConverter {
        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            JavaType java = io.swagger.v3.core.util.Json.mapper().constructType(type.getType());
            if (java != null && IdModule.isId(java.getRawClass())) {
                return new StringSchema().format("uuid");
            }
            return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        }
    }

    /** Tells which permission an operation needs. */
    private static final class Guarded extends AbstractOpenAPIExtension {
        @Override
        public void decorateOperation(Operation operation, Method method, Iterator<OpenAPIExtension> chain) {
            Requires requires = method.isAnnotationPresent(Requires.class)
                    ? method.getAnnotation(Requires.class)
                    : method.getDeclaringClass().getAnnotation(Requires.class);
            if (method.isAnnotationPresent(Public.class)) {
                operation.setSecurity(List.of());
            } else if (requires != null && !requires.value().isEmpty()) {
                operation.addExtension("x-permission", requires.value());
            }
            super.decorateOperation(operation, method, chain);
        }
    }
}
