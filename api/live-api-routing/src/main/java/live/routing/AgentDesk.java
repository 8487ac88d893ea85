// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.util.List;
import java.util.concurrent.CompletionStage;
import live.core.TenantId;
import live.core.UserId;
import org.osgi.annotation.versioning.ProviderType;

/** What agents do. Commands as in {@link Router}. Thread-safe. */
@ProviderType
public interface AgentDesk {
    /** Whether an agent gets work. */
    enum Presence {
        /** Gets offers. */
        READY,
        /** Gets none, keeps what he has. */
        NOT_READY,
        /** Not here. */
        SIGNED_OUT
    }

    /**
     * Sets presence.
     *
     * @param reason a code from the configured reasons, empty if none
     */
    CompletionStage<Outcome> presence(TenantId tenant, UserId agent, Presence presence, String reason);

    CompletionStage<Outcome> accept(TenantId tenant, UserId agent, OfferId offer);

    CompletionStage<Outcome> decline(TenantId tenant, UserId agent, OfferId offer, String reason);

    /** Ends the contact for this agent; what remains to do is wrap-up. */
    CompletionStage<Outcome> finish(TenantId tenant, UserId agent, WorkId work);

    /** Ends wrap-up, with a code for reporting; empty if none. Also ends a contact that was not finished before. */
    CompletionStage<Outcome> wrapUp(TenantId tenant, UserId agent, WorkId work, String code);

    /**
     * Puts what he has to rest until a time, also while he wraps it up. With {@link Postponement#agent} it comes back to
     * that agent first.
     */
    CompletionStage<Outcome> postpone(TenantId tenant, UserId agent, WorkId work, Postponement postponement);

    /** Takes waiting work by hand. */
    CompletionStage<Outcome> pull(TenantId tenant, UserId agent, WorkId work);

    /** The offers that an agent has now. Answered from memory, after the newest commit. */
    List<Offer> offers(TenantId tenant, UserId agent);

    /** The work that an agent has now. Answered from memory, after the newest commit. */
    List<Assignment> assignments(TenantId tenant, UserId agent);
}
