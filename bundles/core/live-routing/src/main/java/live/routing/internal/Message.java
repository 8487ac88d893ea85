// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.View;

/** Waits in a domain's ring for the domain's thread. */
sealed interface Message permits Message.Command, Message.Question, Message.Wake, Reception.Forwarded {
    /** It will not be done. */
    void fail(Throwable cause);

    /**
     * @param input asked for when it is applied
     * @param forwarded what is told to the node that holds the domain, if it is another one; empty if that knows by itself
     */
    record Command(Supplier<Input> input, Optional<Input> forwarded, CompletableFuture<Outcome> answer)
            implements Message {
        Command(Input input, CompletableFuture<Outcome> answer) {
            this(() -> input, Optional.of(input), answer);
        }

        @Override
        public void fail(Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }

    record Question<T>(Function<View, T> question, CompletableFuture<T> answer) implements Message {
        @Override
        public void fail(Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }

    /** There are news elsewhere. */
    record Wake() implements Message {
        @Override
        public void fail(Throwable cause) {
            // It looks anyway.
        }
    }
}
