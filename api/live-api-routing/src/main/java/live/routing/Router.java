// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Duration;
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
    /** Nobody is held longer. */
    Duration LONGEST_LEASE = Duration.ofMinutes(2);

    /** Puts work into its queue. Idempotent by work id: a known id is {@link Outcome.Done} and changes nothing. */
    CompletionStage<Outcome> submit(WorkId work, WorkRequest request);

    /**
     * First an agent, then the contact: holds an agent who is free for one that is about to come. His capacity is taken and
     * nothing else is offered to him, until {@link #submit(WorkId, WorkRequest, ReservationId, boolean)} or {@link #release}
     * comes, the lease is over, or he signs out, is not ready or not heard of. Nobody is passed over by that: whoever is free
     * has no contact waiting for him. Who is chosen stands on his desk.
     *
     * @param id made by the caller; the same again is {@link Outcome.Done} while it is open
     * @param target an agent; a queue, whose rules choose; or whoever has a skill
     * @param lease at most {@link #LONGEST_LEASE}
     * @return {@link Outcome.Refused} with {@code routing.nobody.free} if there is nobody
     */
    CompletionStage<Outcome> reserve(TenantId tenant, ReservationId id, Target target, String medium, Duration lease);

    /** Gives a reservation up. {@link Outcome.Done} also if it is over. */
    CompletionStage<Outcome> release(TenantId tenant, ReservationId id);

    /**
     * The contact has come for which an agent is held. Idempotent by work id.
     *
     * @param preview whether it is offered to him, who may decline it so that it waits in its queue; otherwise it is his at
     *     once
     * @return {@link Outcome.Gone} if the reservation is over: then nothing has happened
     */
    CompletionStage<Outcome> submit(WorkId work, WorkRequest request, ReservationId reservation, boolean preview);

    /**
     * Ends work, wherever it is: the customer hung up, the matter is closed. An agent who has it in hand goes on to wrap it
     * up, if its queue has that, and does so in peace if he does already.
     */
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
