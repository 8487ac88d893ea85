// SPDX-License-Identifier: Apache-2.0
package live.core.web;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused, as {@code application/problem+json} (RFC 9457). Thrown by REST resources; the platform turns
 * it into the answer and adds the trace id. What it says goes to the caller, so it holds no secret and nobody else's data.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<Field> fields;
    private final transient @Nullable Object current;
    private final transient @Nullable Duration retryAfter;

    /**
     * One field that is not as it should be.
     *
     * @param field the path in the request: {@code skills[2].level}
     * @param code stable, for translations: {@code field.missing}
     * @param message in English
     */
    public record Field(String field, String code, String message) {
        public Field {
            Objects.requireNonNull(field);
            Objects.requireNonNull(code);
            Objects.requireNonNull(message);
        }
    }

    private Problem(
            int status,
            String code,
            String detail,
            List<Field> fields,
            @Nullable Object current,
            @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.code = Objects.requireNonNull(code);
        this.fields = List.copyOf(fields);
        this.current = current;
        this.retryAfter = retryAfter;
    }

    /** 400: fields are missing or wrong. */
    public static Problem invalid(List<Field> fields) {
        String detail = fields.size() == 1 ? sentence(fields.get(0)) : fields.size() + " fields are not valid.";
        return new Problem(400, "request.invalid", detail, fields, null, null);
    }

    /** 400: one field is missing or wrong. */
    public static Problem invalid(String field, String code, String message) {
        return invalid(List.of(new Field(field, code, message)));
    }

    /** 401: the caller is not signed in, or not with what was given. */
    public static Problem unauthenticated(String code, String detail) {
        return new Problem(401, code, detail, List.of(), null, null);
    }

    /** 403: the caller may not do this. */
    public static Problem forbidden(String code, String detail) {
        return new Problem(403, code, detail, List.of(), null, null);
    }

    /** 404: it does not exist, or the caller may not know that it does. */
    public static Problem notFound(String code, String detail) {
        return new Problem(404, code, detail, List.of(), null, null);
    }

    /** 409: it has changed since the caller read it, or something stands in the way. */
    public static Problem conflict(String code, String detail) {
        return new Problem(409, code, detail, List.of(), null, null);
    }

    /** 409: it has changed since the caller read it. The answer carries what it is now, written as JSON. */
    public static Problem conflict(String code, String detail, Object current) {
        return new Problem(409, code, detail, List.of(), current, null);
    }

    /** 413: more than is taken. */
    public static Problem tooLarge(String code, String detail) {
        return new Problem(413, code, detail, List.of(), null, null);
    }

    /** 422: well-formed, but it makes no sense as things stand. */
    public static Problem unprocessable(String code, String detail) {
        return new Problem(422, code, detail, List.of(), null, null);
    }

    /** 429: too often. */
    public static Problem tooOften(String code, String detail, Duration retryAfter) {
        return new Problem(429, code, detail, List.of(), null, retryAfter);
    }

    /** 503: something that this needs is not there at the moment. */
    public static Problem unavailable(String code, String detail, Duration retryAfter) {
        return new Problem(503, code, detail, List.of(), null, retryAfter);
    }

    private static String sentence(Field field) {
        return field.field().isEmpty() ? field.message() : field.field() + ": " + field.message();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Stable, {@code module.thing.problem}. */
    public String code() {
        return code;
    }

    /** In English, for people. */
    public String detail() {
        return Objects.requireNonNullElse(getMessage(), "");
    }

    public List<Field> fields() {
        return fields;
    }

    /** What the thing in question is now. */
    public Optional<Object> current() {
        return Optional.ofNullable(current);
    }

    /** After which time it makes sense to try again. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
