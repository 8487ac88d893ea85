// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
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
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import live.core.LiveException;
import org.jspecify.annotations.Nullable;

/**
 * Describes the resources of all modules. The library keeps its converters for the whole process and each of them the
 * classes that it has seen: ours are there for one description only, or a module that left would stay in memory.
 */
final class OpenApiDocument implements AutoCloseable {
    private static final Object ALONE = new Object();

    private final Names names = new Names();
    private final Operations operations = new Operations();
    private final ModelConverter models;
    private final ModelConverter ids;
    private final List<OpenAPIExtension> before;

    private OpenApiDocument() {
        ObjectMapper mapper = Json.mapper().copy().registerModule(new IdModule());
        mapper.setTypeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(16, 1_000)));
        this.models = new ModelResolver(mapper, names);
        this.ids = new Ids(mapper);
        ModelConverters.getInstance().addConverter(models);
        ModelConverters.getInstance().addConverter(ids);
        this.before = OpenAPIExtensions.getExtensions();
        List<OpenAPIExtension> extensions = new ArrayList<>(before);
        extensions.add(0, operations);
        OpenAPIExtensions.setExtensions(extensions);
    }

    @Override
    public void close() {
        ModelConverters.getInstance().removeConverter(models);
        ModelConverters.getInstance().removeConverter(ids);
        OpenAPIExtensions.setExtensions(before);
    }

    /**
     * The document of these resources.
     *
     * @param resources classes by the base address of their application
     */
    static OpenAPI of(Map<String, ? extends Collection<Class<?>>> resources) {
        synchronized (ALONE) {
            try (OpenApiDocument document = new OpenApiDocument()) {
                return document.read(resources);
            }
        }
    }

    private OpenAPI read(Map<String, ? extends Collection<Class<?>>> resources) {
        Map<String, PathItem> paths = new TreeMap<>();
        Map<String, Schema<?>> schemas = new TreeMap<>();
        resources.forEach((base, classes) -> {
            OpenAPI part = new OpenAPI();
            Reader reader = new Reader(part);
            for (Class<?> type : classes) {
                part = reader.read(type);
            }
            if (part.getPaths() != null) {
                part.getPaths().forEach((path, item) -> addConcrete(paths, base + path, item));
            }
            if (part.getComponents() != null && part.getComponents().getSchemas() != null) {
                part.getComponents().getSchemas().forEach(schemas::put);
            }
        });
        schemas.putAll(operations.schemas());
        ResolvedSchema problem = ModelConverters.getInstance()
                .resolveAsResolvedSchema(new AnnotatedType(ProblemBody.class).resolveAsRef(true));
        problem.referencedSchemas.forEach(schemas::put);
        names.complete(schemas, Requests.in(paths.values(), schemas));
        Components components = new Components()
                .addResponses(
                        Operations.PROBLEM,
                        new ApiResponse()
                                .description("Refused; the code says why, and for people the detail does.")
                                .content(Operations.content("application/problem+json", problem.schema)));
        schemas.forEach(components::addSchemas);
        secure(components);
        Paths sorted = new Paths();
        paths.forEach(sorted::addPathItem);
        return new OpenAPI()
                .info(new Info()
                        .title("LIVE")
                        .version("v1")
                        .description("Everything that the desktop does. Each module brings its own part."))
                .addSecurityItem(new SecurityRequirement().addList(Operations.SESSION))
                .addSecurityItem(new SecurityRequirement().addList(Operations.TOKEN))
                .paths(sorted)
                .components(components);
    }

    private static void secure(Components components) {
        components.addSecuritySchemes(
                Operations.SESSION,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("live_session")
                        .description("From POST /api/v1/security/session. Over TLS its name begins with __Host-."));
        components.addSecuritySchemes(
                Operations.CSRF,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-CSRF-Token")
                        .description("What GET /api/v1/security/me tells; with a session, on all that is not a GET."));
        components.addSecuritySchemes(
                Operations.TOKEN,
                new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
    }

    /** A path parameter that is one of a few words becomes a path for each: generators then have an operation for each. */
    @SuppressWarnings("unchecked")
    private static void addConcrete(Map<String, PathItem> paths, String path, PathItem item) {
        Map<String, List<String>> words = item.readOperations().stream()
                .map(Operation::getExtensions)
                .filter(extensions -> extensions != null && extensions.containsKey(Operations.WORDS))
                .map(extensions -> (Map<String, List<String>>) extensions.get(Operations.WORDS))
                .findFirst()
                .orElse(Map.of());
        if (words.isEmpty()) {
            paths.put(path, item);
            return;
        }
        words.forEach((name, choices) ->
                choices.forEach(word -> paths.put(path.replace("{" + name + "}", word), concrete(item, name, word))));
    }

    private static PathItem concrete(PathItem item, String name, String word) {
        PathItem copy;
        try {
            copy = Json.mapper().readValue(Json.mapper().writeValueAsString(item), PathItem.class);
        } catch (JsonProcessingException e) {
            throw new LiveException("rest.description.broken", "an operation cannot be copied", e);
        }
        for (Operation operation : copy.readOperations()) {
            operation.setOperationId(operation.getOperationId() + Operations.capital(word));
            operation.getExtensions().remove(Operations.WORDS);
            operation.getParameters().removeIf(parameter -> name.equals(parameter.getName()));
        }
        return copy;
    }

    /** Schemas are named by module and class: two modules may both have a {@code UserBody}. */
    private static final class Names extends TypeNameResolver {
        private final Map<String, Class<?>> types = new TreeMap<>();

        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            if (type == ProblemBody.class) {
                types.put(Operations.PROBLEM, type);
                return Operations.PROBLEM;
            }
            String module = Operations.module(type);
            if (module.isEmpty()) {
                return super.nameForClass(type, options);
            }
            String[] parts = type.getName().split("\\.");
            String name = Operations.capital(module) + parts[parts.length - 1].replace("$", "");
            types.put(name, type);
            return name;
        }

        /** What the library does not read: what may be any JSON, and what an answer always holds. */
        void complete(Map<String, Schema<?>> schemas, Set<String> requests) {
            schemas.forEach((name, schema) -> {
                Class<?> type = types.get(name);
                if (type != null) {
                    Records.free(type, schema);
                    if (!requests.contains(name)) {
                        Records.require(type, schema);
                    }
                }
            });
        }
    }

    /** Typed ids are text. */
    private static final class Ids implements ModelConverter {
        private final ObjectMapper mapper;

        Ids(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            JavaType java = mapper.constructType(type.getType());
            if (java != null && IdModule.isId(java.getRawClass())) {
                return new StringSchema().format("uuid");
            }
            return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        }
    }
}
