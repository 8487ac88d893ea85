// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.core.InteractionId;
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

    /** Ends the contact for this agent; what remains to do is wrap-up. Of an invitation: he takes part no longer. */
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

    /**
     * The owner of a contact asks somebody to take part in it. The invitation is work of its own, routed as contacts are; it
     * ends when its contact does, when the contact leaves its owner before anybody has come, and when a named agent does
     * not want to.
     *
     * @param invitation made by the caller; inviting by it again has no effect
     * @param role {@link Role#CONSULT} or {@link Role#CONFERENCE}
     * @param target an agent, a queue, or in the contact's queue whoever has a skill
     * @param patience how long it waits for somebody at most
     */
    CompletionStage<Outcome> invite(
            TenantId tenant,
            UserId owner,
            WorkId contact,
            WorkId invitation,
            Role role,
            Target target,
            Duration patience);

    /** Takes an invitation back, also when somebody has come: by the contact's owner, or by whoever takes part. */
    CompletionStage<Outcome> withdraw(TenantId tenant, UserId by, WorkId invitation);

    /**
     * Whoever takes part does so in another role from now on: {@link Role#CONSULT} or {@link Role#CONFERENCE} as the
     * contact's owner says; who joined by himself says {@link Role#MONITOR}, {@link Role#COACH} or {@link Role#CONFERENCE}.
     */
    CompletionStage<Outcome> changeRole(TenantId tenant, UserId by, WorkId invitation, Role role);

    /** The owner makes somebody the owner who takes part in the contact, and is rid of it. */
    CompletionStage<Outcome> handOver(TenantId tenant, UserId owner, WorkId contact, UserId to);

    /**
     * What an agent is to a contact that he has or takes part in; empty if neither. Answered from memory, after the newest
     * commit.
     */
    Optional<Role> role(TenantId tenant, UserId agent, InteractionId interaction);

    /** The offers that an agent has now. Answered from memory, after the newest commit. */
    List<Offer> offers(TenantId tenant, UserId agent);

    /** The work that an agent has now. Answered from memory, after the newest commit. */
    List<Assignment> assignments(TenantId tenant, UserId agent);
}
