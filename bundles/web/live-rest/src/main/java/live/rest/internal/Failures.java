// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import live.core.LiveException;
import live.core.web.Problem;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a resource throws into a problem that says what the caller may know, and no more. */
@Component(service = ExceptionMapper.class)
@JaxrsExtension
@JaxrsName("live.failures")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
public final class Failures implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final AtomicLong TOLD_AWAY = new AtomicLong(System.nanoTime() - QUIET.toNanos());

    /** Classes of SQL states: no connection, no resources, an operator's intervention. */
    private static final Set<String> DATABASE_AWAY = Set.of("08", "53", "57", "58");

    @Override
    public Response toResponse(Throwable thrown) {
        return causes(thrown)
                .map(Failures::expected)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> unexpected(thrown));
    }

    private static Optional<Response> expected(Throwable cause) {
        if (cause instanceof Problem problem) {
            return Optional.of(ProblemBody.of(problem));
        }
        if (cause instanceof JsonProcessingException json) {
            return Optional.of(ProblemBody.of(unreadable(json)));
        }
        if (cause instanceof WebApplicationException refused) {
            return Optional.of(of(refused));
        }
        if (cause instanceof SQLException sql && away(sql)) {
            tellDatabaseAway(sql);
            return Optional.of(ProblemBody.of(
                    Problem.unavailable("store.unavailable", "The database does not answer at the moment.", SOON)));
        }
        return Optional.empty();
    }

    /** Every desktop asks again and again: one line every ten seconds is enough. */
    private static void tellDatabaseAway(SQLException sql) {
        long last = TOLD_AWAY.get();
        long now = System.nanoTime();
        if (now - last >= QUIET.toNanos() && TOLD_AWAY.compareAndSet(last, now)) {
            LOG.warn(
                    "store.unavailable: requests are refused with 503, SQL state {}, trace {}",
                    sql.getSQLState(),
                    Trace.current());
        }
    }

    /** The container's word for a caller who has gone before he was answered. */
    private static boolean gone(Throwable cause) {
        return cause.getClass().getSimpleName().equals("ClientAbortException");
    }

    private static Response unexpected(Throwable thrown) {
        if (causes(thrown).anyMatch(Failures::gone)) {
            LOG.debug("The caller has gone, trace {}", Trace.current(), thrown);
            return ProblemBody.of(500, "request.gone", "The caller has gone.");
        }
        String code = causes(thrown)
                .filter(LiveException.class::isInstance)
                .map(cause -> ((LiveException) cause).code())
                .findFirst()
                .orElse("internal");
        LOG.error("{}: request failed, trace {}", code, Trace.current(), thrown);
        return ProblemBody.of(500, code, "Something went wrong on the server. The log tells more under this trace.");
    }

    private static Response of(WebApplicationException refused) {
        Response response = refused.getResponse();
        int status = response.getStatus();
        String code =
                switch (status) {
                    case 404 -> "request.path.unknown";
                    case 405 -> "request.method.unknown";
                    case 406 -> "request.accept.unknown";
                    case 413 -> "request.body.large";
                    case 415 -> "request.type.unknown";
                    default -> status < 500 ? "request.invalid" : "internal";
                };
        if (status >= 500) {
            LOG.error("{}: request failed, trace {}", code, Trace.current(), refused);
        }
        Response.StatusType known = response.getStatusInfo();
        Response problem = ProblemBody.of(status, code, known.getReasonPhrase());
        Object allow = response.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null
                ? problem
                : Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    private static Problem unreadable(JsonProcessingException json) {
        if (!(json instanceof JsonMappingException mapping)) {
            return Problem.invalid("", "request.json", "The body is not valid JSON.");
        }
        Throwable cause = mapping.getCause();
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof JsonParseException) {
            return Problem.invalid("", "request.json", "The body is not valid JSON.");
        }
        String field = path(mapping.getPath());
        if (mapping instanceof TextModule.Unstorable) {
            return Problem.invalid(field, "field.characters", Characters.WRONG);
        }
        return mapping instanceof UnrecognizedPropertyException
                ? Problem.invalid(field, "field.unknown", "is not known here")
                : Problem.invalid(
                        field,
                        "field.type",
                        field.isEmpty()
                                ? "The body is not a JSON object."
                                : "is not of the type that is expected here");
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static boolean away(SQLException sql) {
        String state = sql.getSQLState();
        return state != null && state.length() == 5 && DATABASE_AWAY.contains(state.substring(0, 2));
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
