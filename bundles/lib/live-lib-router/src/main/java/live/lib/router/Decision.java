// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that the engine decides. {@link #work()} is null where no contact is concerned. */
public sealed interface Decision {
    @Nullable
    UUID work();

    <R> R to(Handler<R> handler);

    /** The contact waits in this queue: newly, or again. */
    record Queued(UUID work, UUID queue) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.queued(this);
        }
    }

    /**
     * The contact, which waits in this queue, may be offered to more people.
     *
     * @param ring how many of the queue's rings are open to it now
     */
    record Expanded(UUID work, UUID queue, int ring) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.expanded(this);
        }
    }

    /** The contact leaves this queue for another one, with its place; that it waits there is told next. */
    record Overflowed(UUID work, UUID queue, UUID to, Why why) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.overflowed(this);
        }

        /** Append only: the ordinal is stored. */
        public enum Why {
            /** The queue is closed by its hours. */
            CLOSED,
            /** It has waited as long as it may there. */
            LATE
        }
    }

    /**
     * The contact does not rest any more, because its queue opens, its time has come, or for another reason.
     *
     * @param millis how long it rested; that was no waiting
     */
    record Rested(UUID work, UUID queue, long millis) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.rested(this);
        }
    }

    /** The queue opens or closes by its hours. */
    record OpeningChanged(UUID queue, Opening opening) implements Decision {
        @Override
        public @Nullable UUID work() {
            return null;
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.openingChanged(this);
        }
    }

    record Offered(long offer, UUID work, UUID queue, UUID agent, long expiresAt) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.offered(this);
        }
    }

    /** The offer may not be answered any more. */
    record OfferClosed(long offer, UUID work, UUID queue, UUID agent, Why why) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.offerClosed(this);
        }

        /** Append only: the ordinal is stored. */
        public enum Why {
            DECLINED,
            MISSED,
            /** The contact was cancelled or taken elsewhere. */
            REVOKED,
            /** Signed out, session lost, or removed. */
            AGENT_GONE
        }
    }

    /** @param offer the offer that was accepted; 0 = pulled by hand or assigned by a supervisor */
    record Assigned(UUID work, UUID queue, UUID agent, long offer) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.assigned(this);
        }
    }

    /** The contact lives on without this owner. */
    record Unassigned(UUID work, UUID queue, UUID agent, Why why) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.unassigned(this);
        }

        /** Append only: the ordinal is stored. */
        public enum Why {
            TRANSFERRED,
            REASSIGNED,
            AGENT_REMOVED,
            /** It shall rest, and wait again later. */
            POSTPONED
        }
    }

    record WrapUpStarted(UUID work, UUID queue, UUID agent, long until) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.wrapUpStarted(this);
        }
    }

    /**
     * The contact is finished and forgotten.
     *
     * @param agent its last owner, if it had one
     * @param code the wrap-up code or the reason of the cancellation; of an invitation that came to nothing
     *     why: {@code declined}, {@code missed}, {@code absent}, {@code withdrawn}, {@code left}, {@code over}, {@code owner}
     */
    record Ended(UUID work, UUID queue, @Nullable UUID agent, Why why, String code) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.ended(this);
        }

        /** Append only: the ordinal is stored. */
        public enum Why {
            FINISHED,
            /** The wrap-up time was over before the agent said that he is done. */
            WRAP_UP_TIMED_OUT,
            CANCELLED,
            /** Its deadline passed while it waited. */
            EXPIRED
        }

        /** The code of a contact that is cancelled as its customer was not reached, however often it was tried. */
        public static final String NOT_REACHED = "not-reached";
    }

    /**
     * The contact rests until a time; that it waits again is told when it does.
     *
     * @param by its owner who put it to rest; null = the platform or a supervisor
     * @param attempts how often the customer was not reached
     */
    record Postponed(UUID work, UUID queue, @Nullable UUID by, long until, int attempts, String reason)
            implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.postponed(this);
        }
    }

    /**
     * The contact goes on over another medium, or as another conversation.
     *
     * @param agent its owner, if somebody has it
     */
    record Moved(UUID work, UUID queue, @Nullable UUID agent, String medium) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.moved(this);
        }
    }

    /**
     * Somebody is invited to take part in a contact, or joins by himself: {@code work} is the invitation, and whatever is
     * decided of it follows as if it were a contact. No contact of the queue is meant by any of it.
     */
    record Invited(UUID work, UUID queue, UUID contact, Role role, UUID by) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.invited(this);
        }
    }

    /** Whoever takes part, or is asked to, does so in this role from now on. */
    record RoleChanged(UUID work, UUID queue, Role role) implements Decision {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.roleChanged(this);
        }
    }

    /** The agent is held for a contact that is about to come, at most until then. */
    record Reserved(UUID reservation, UUID queue, UUID agent, long until) implements Decision {
        @Override
        public @Nullable UUID work() {
            return null;
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.reserved(this);
        }
    }

    /** The agent is held no longer. */
    record Released(UUID reservation, UUID queue, UUID agent, Why why) implements Decision {
        @Override
        public @Nullable UUID work() {
            return null;
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.released(this);
        }

        /** Append only: the ordinal is stored. */
        public enum Why {
            /** The contact has come. */
            USED,
            /** Whoever reserved him gave him up. */
            RELEASED,
            /** Its time was over. */
            LAPSED,
            /** Signed out, not ready, session lost, or removed. */
            AGENT_GONE
        }
    }

    /** The new state of an agent. */
    record AgentChanged(UUID agent, boolean signedIn, boolean reachable, boolean ready, String reason)
            implements Decision {
        @Override
        public @Nullable UUID work() {
            return null;
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.agentChanged(this);
        }
    }

    /** One method for each decision. */
    interface Handler<R> {
        R queued(Queued decision);

        R expanded(Expanded decision);

        R overflowed(Overflowed decision);

        R rested(Rested decision);

        R openingChanged(OpeningChanged decision);

        R offered(Offered decision);

        R offerClosed(OfferClosed decision);

        R assigned(Assigned decision);

        R unassigned(Unassigned decision);

        R wrapUpStarted(WrapUpStarted decision);

        R ended(Ended decision);

        R postponed(Postponed decision);

        R moved(Moved decision);

        R reserved(Reserved decision);

        R released(Released decision);

        R agentChanged(AgentChanged decision);

        R invited(Invited decision);

        R roleChanged(RoleChanged decision);
    }
}
