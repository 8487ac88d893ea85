// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.core.InteractionId;
import live.core.TenantId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one place that gives work to agents. Commands are asynchronous, answered when durable, and may be repeated: the
 * same command again has the effect of once. Thread-safe.
 *
 * <p>A stage that completes exceptionally ({@code routing.unavailable}) means that nobody can tell whether it was done:
 * repeat it.
 */
@ProviderType
public interface Router {
    /** Puts work into its queue. Idempotent by work id: a known id is {@link Outcome.Done} and changes nothing. */
    CompletionStage<Outcome> submit(WorkId work, WorkRequest request);

    /** Takes work away, wherever it is: the customer hung up, the matter is closed. */
    CompletionStage<Outcome> cancel(TenantId tenant, WorkId work, String reason);

    /** Moves work elsewhere, with its place. */
    CompletionStage<Outcome> transfer(TenantId tenant, WorkId work, Target target);

    /**
     * Follows a contact that changes its channel, with place and owner. {@code routing.capacity.exceeded} if its owner has
     * no room for it over this medium: then nothing has changed.
     */
    CompletionStage<Outcome> move(TenantId tenant, WorkId work, InteractionId interaction, String medium);

    /** Puts work to rest until a time, wherever it is, with its place. */
    CompletionStage<Outcome> postpone(TenantId tenant, WorkId work, Postponement postponement);

    /** The customer does not wait on the line: he keeps his place, and is called when his turn comes, or later. */
    default CompletionStage<Outcome> callBack(TenantId tenant, WorkId work, CallBack callBack) {
        return postpone(
                tenant,
                work,
                new Postponement(
                        callBack.at(), Optional.of(callBack.medium()), callBack.agent(), false, false, "callback"));
    }

    /**
     * Something has happened that the contact is about, at {@code since}: if it was put to rest before, it waits at once.
     * {@link Outcome.Done} also if it does not rest.
     */
    CompletionStage<Outcome> wake(TenantId tenant, WorkId work, Instant since);
}
