// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits for what a command shows. */
final class Await {
    private Await() {}

    static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
