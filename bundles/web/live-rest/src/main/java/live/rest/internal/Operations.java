// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import live.core.web.Answers;
import live.core.web.Public;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;

/** Describes each operation by what its annotations and its types tell: a name, who may, what it answers and refuses. */
final class Operations extends AbstractOpenAPIExtension {
    static final String SESSION = "session";
    static final String CSRF = "csrf";
    static final String TOKEN = "token";
    /** The answer to everything that is refused. */
    static final String PROBLEM = "Problem";
    /** Extension for the inside: the words that a path parameter may be. */
    static final String WORDS = "x-words";

    private static final Pattern ALTERNATIVES =
            Pattern.compile("\\{\\s*(\\w+)\\s*:\\s*(\\w[\\w-]*(?:\\|[\\w-]+)+)\\s*}");

    /** Of bodies that only {@link Answers} tells of. */
    private final Map<String, Schema<?>> schemas = new TreeMap<>();

    Map<String, Schema<?>> schemas() {
        return schemas;
    }

    @Override
    public void decorateOperation(Operation operation, Method method, Iterator<OpenAPIExtension> chain) {
        Class<?> resource = method.getDeclaringClass();
        String module = module(resource);
        operation.setOperationId(
                module + capital(resource.getSimpleName().replaceAll("Resource$", "")) + capital(method.getName()));
        operation.setTags(List.of(module));
        boolean open = isOpen(method);
        if (open) {
            operation.setSecurity(List.of());
        } else {
            operation.setSecurity(callers(method.isAnnotationPresent(GET.class)));
            Optional.ofNullable(method.getAnnotation(Requires.class))
                    .or(() -> Optional.ofNullable(resource.getAnnotation(Requires.class)))
                    .map(Requires::value)
                    .filter(permission -> !permission.equals(Requires.SIGNED_IN))
                    .ifPresent(permission -> operation.addExtension("x-permission", permission));
        }
        operation.setResponses(responses(operation, method, open));
        words(method).forEach((name, words) -> operation.addExtension(WORDS, Map.of(name, words)));
        super.decorateOperation(operation, method, chain);
    }

    private ApiResponses responses(Operation operation, Method method, boolean open) {
        ApiResponses responses = new ApiResponses();
        Answers answers = method.getAnnotation(Answers.class);
        if (answers != null) {
            responses.addApiResponse(Integer.toString(answers.status()), answer(answers));
        } else if (!isAnsweredLater(method)) {
            // Of what is answered later only its author knows. A test finds the operation that tells of nothing.
            boolean empty = method.getReturnType() == void.class;
            ApiResponse answer = new ApiResponse().description(reason(empty ? 204 : 200));
            responses.addApiResponse(empty ? "204" : "200", empty ? answer : answer.content(read(operation)));
        }
        if (!open) {
            responses.addApiResponse("401", problem());
            responses.addApiResponse("403", problem());
        }
        if (operation.getRequestBody() != null || operation.getParameters() != null) {
            responses.addApiResponse("400", problem());
        }
        responses.setDefault(problem());
        return responses;
    }

    private static @Nullable Content read(Operation operation) {
        ApiResponses read = operation.getResponses();
        return read == null || read.getDefault() == null
                ? null
                : read.getDefault().getContent();
    }

    private static boolean isAnsweredLater(Method method) {
        return Stream.of(method.getParameters()).anyMatch(parameter -> parameter.isAnnotationPresent(Suspended.class));
    }

    private ApiResponse answer(Answers answers) {
        ApiResponse answer = new ApiResponse().description(reason(answers.status()));
        if (answers.value() == Void.class) {
            return answer;
        }
        if (answers.value() == InputStream.class) {
            return answer.content(content(MediaType.WILDCARD, new BinarySchema()));
        }
        ResolvedSchema resolved = ModelConverters.getInstance()
                .resolveAsResolvedSchema(new AnnotatedType(answers.value()).resolveAsRef(true));
        resolved.referencedSchemas.forEach(schemas::put);
        return answer.content(content(MediaType.APPLICATION_JSON, resolved.schema));
    }

    static Content content(String mediaType, Schema<?> schema) {
        return new Content().addMediaType(mediaType, new io.swagger.v3.oas.models.media.MediaType().schema(schema));
    }

    private static ApiResponse problem() {
        return new ApiResponse().$ref("#/components/responses/" + PROBLEM);
    }

    /** A session proves with every change that its page could read our answers; a token has no need to. */
    private static List<SecurityRequirement> callers(boolean reads) {
        SecurityRequirement session = new SecurityRequirement().addList(SESSION);
        return List.of(reads ? session : session.addList(CSRF), new SecurityRequirement().addList(TOKEN));
    }

    private static boolean isOpen(Method method) {
        return method.isAnnotationPresent(Public.class)
                || !method.isAnnotationPresent(Requires.class)
                        && method.getDeclaringClass().isAnnotationPresent(Public.class);
    }

    private static Map<String, List<String>> words(Method method) {
        Map<String, List<String>> words = new TreeMap<>();
        for (Path path :
                new Path[] {method.getDeclaringClass().getAnnotation(Path.class), method.getAnnotation(Path.class)}) {
            Matcher parts = ALTERNATIVES.matcher(path == null ? "" : path.value());
            while (parts.find()) {
                words.put(parts.group(1), List.of(parts.group(2).split("\\|")));
            }
        }
        return words;
    }

    static String module(Class<?> type) {
        String[] parts = type.getName().split("\\.");
        return parts.length > 2 && parts[0].equals("live") ? parts[1] : "";
    }

    static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String reason(int status) {
        return Response.Status.fromStatusCode(status).getReasonPhrase();
    }
}
