// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import live.core.web.Problem;
import org.jspecify.annotations.Nullable;

/** A refused request on the wire: {@code application/problem+json} (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "field", "fields", "current", "trace"})
record ProblemBody(
        String type,
        String title,
        int status,
        String code,
        String detail,
        Optional<String> field,
        List<Problem.Field> fields,
        Optional<Object> current,
        String trace) {
    private static final MediaType TYPE = new MediaType("application", "problem+json");

    static Response of(Problem problem) {
        List<Problem.Field> fields = problem.fields();
        Optional<String> field =
                fields.isEmpty() ? Optional.empty() : Optional.of(fields.get(0).field());
        return answer(
                problem.status(),
                problem.code(),
                problem.detail(),
                field,
                fields,
                problem.current(),
                problem.retryAfter().orElse(null));
    }

    static Response of(int status, String code, String detail) {
        return answer(status, code, detail, Optional.empty(), List.of(), Optional.empty(), null);
    }

    private static Response answer(
            int status,
            String code,
            String detail,
            Optional<String> field,
            List<Problem.Field> fields,
            Optional<Object> current,
            @Nullable Duration retryAfter) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Refused" : known.getReasonPhrase();
        Response.ResponseBuilder answer = Response.status(status)
                .type(TYPE)
                .entity(new ProblemBody(
                        "about:blank", title, status, code, detail, field, fields, current, Trace.current()));
        if (retryAfter != null) {
            answer.header("Retry-After", Math.max(1, (retryAfter.toMillis() + 999) / 1000));
        }
        return answer.build();
    }
}
