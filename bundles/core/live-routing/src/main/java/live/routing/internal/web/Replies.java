// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.Principal;
import live.core.web.Problem;
import live.routing.Outcome;

/** How the answers of routing, which come when they are durable, become answers of REST. */
final class Replies {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    static final Duration RETRY = Duration.ofSeconds(2);

    private Replies() {}

    static Principal principal(SecurityContext context) {
        return (Principal) Objects.requireNonNull(context.getUserPrincipal(), "no one");
    }

    /** Answers with what {@code body} says once the command is done, and with a problem if it was not. */
    static void command(AsyncResponse response, CompletionStage<Outcome> outcome, Supplier<Object> body) {
        answer(response, outcome, done -> {
            if (done instanceof Outcome.Gone gone) {
                throw Problem.conflict("routing.work.gone", gone.reason(), body.get());
            }
            if (done instanceof Outcome.Refused refused) {
                throw Problem.conflict(refused.code(), refused.reason(), body.get());
            }
            return body.get();
        });
    }

    static <T> void answer(AsyncResponse response, CompletionStage<T> stage, Function<T, Object> body) {
        response.setTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        response.setTimeoutHandler(late -> late.resume(unavailable()));
        stage.thenApply(body).whenComplete((answer, failure) -> {
            if (failure == null) {
                response.resume(answer);
            } else {
                response.resume(problem(failure));
            }
        });
    }

    private static Throwable problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof LiveException ? unavailable() : cause;
    }

    static Problem unavailable() {
        return Problem.unavailable("routing.unavailable", "Routing is not available at the moment.", RETRY);
    }
}
