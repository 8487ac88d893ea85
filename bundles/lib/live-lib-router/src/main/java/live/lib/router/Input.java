// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that the engine may be told. Configuration arrives the same way as commands, so replay needs no more. */
public sealed interface Input {
    <R> R to(Handler<R> handler);

    /** Time passes; due leases end. */
    record Tick() implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.tick(this);
        }
    }

    /**
     * The engine runs again after a pause in which nobody could answer: open offers and wrap-ups get their whole time
     * anew, and nobody is blamed. With {@code sessionsLost} all agents are unreachable until they come back, and their
     * open offers are closed.
     */
    record Resumed(boolean sessionsLost) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.resumed(this);
        }
    }

    record DefineRules(Rules rules) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.defineRules(this);
        }
    }

    /** Which strategies there are beside the built-in ones, from now on. */
    record DefineStrategies(List<StrategyVersion> strategies) implements Input {
        public DefineStrategies {
            strategies = List.copyOf(strategies);
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.defineStrategies(this);
        }
    }

    /** @param opening what its hours say from now on; null = as before, and of a new queue always open */
    record DefineQueue(QueueRule queue, @Nullable Opening opening) implements Input {
        public DefineQueue(QueueRule queue) {
            this(queue, null);
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.defineQueue(this);
        }
    }

    /** What the queue's hours say from now on. Without it a queue is open. */
    record SetOpening(UUID queue, Opening opening) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.setOpening(this);
        }
    }

    /** Refused as {@link Outcome#IN_USE} while it holds contacts: move them first. */
    record RemoveQueue(UUID queue) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.removeQueue(this);
        }
    }

    record DefineAgent(AgentRule agent) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.defineAgent(this);
        }
    }

    /** What he holds goes back to its queue at its old place. */
    record RemoveAgent(UUID agent) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.removeAgent(this);
        }
    }

    /** The agent is there, not ready yet. Repeated by an agent who is there it only makes him reachable again. */
    record SignIn(UUID agent) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.signIn(this);
        }
    }

    /** His offers go back, his wrap-ups end, his accepted contacts stay his. */
    record SignOut(UUID agent) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.signOut(this);
        }
    }

    /** Nobody hears this agent's desk: no offers for him, open ones go back, accepted contacts stay his. */
    record SessionLost(UUID agent) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.sessionLost(this);
        }
    }

    /** @param reason a code, why he is not ready; empty when ready */
    record SetPresence(UUID agent, boolean ready, String reason) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.setPresence(this);
        }
    }

    /** A contact comes. */
    sealed interface Coming extends Input {
        Request request();
    }

    record Submit(Request request) implements Coming {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.submit(this);
        }
    }

    /** Nobody wants the contact any more: it ends. Who has it in hand wraps it up, where its queue has that. */
    record Cancel(UUID work, String reason) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.cancel(this);
        }
    }

    record Accept(UUID agent, long offer) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.accept(this);
        }
    }

    record Decline(UUID agent, long offer, String reason) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.decline(this);
        }
    }

    /**
     * The conversation is over; wrap-up begins where the queue has one.
     *
     * @param agent its owner, or null when the platform says so
     */
    record Finish(@Nullable UUID agent, UUID work) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.finish(this);
        }
    }

    /** The owner is done with the contact altogether. */
    record WrapUp(UUID agent, UUID work, String code) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.wrapUp(this);
        }
    }

    /**
     * Gives the contact away, at its old place; its former owner does not get it back at once.
     *
     * @param by the owner who gives it away, or null when the platform or a supervisor does
     * @param queue where it goes; null = it stays in its queue
     * @param skills what it needs there; with neither queue nor skills it needs what it needed
     * @param agent whom it shall wait for
     * @param required for him alone, or for him first until {@code until}
     */
    record Transfer(
            @Nullable UUID by,
            UUID work,
            @Nullable UUID queue,
            List<SkillLevel> skills,
            @Nullable UUID agent,
            boolean required,
            long until)
            implements Input {
        public Transfer {
            skills = List.copyOf(skills);
        }

        /** The same by another owner. */
        public Transfer by(UUID owner) {
            return new Transfer(owner, work, queue, skills, agent, required, until);
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.transfer(this);
        }
    }

    /** The agent takes a waiting contact by hand; his capacity holds all the same. */
    record Pull(UUID agent, UUID work) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.pull(this);
        }
    }

    /** The contact becomes this agent's at once, whoever had it; his capacity holds all the same. */
    record Reassign(UUID work, UUID agent) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.reassign(this);
        }
    }

    record Prioritise(UUID work, int priority) implements Input {
        public Prioritise {
            Request.checkPriority(priority);
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.prioritise(this);
        }
    }

    /** The contact goes on over another medium and keeps its place or its owner. */
    record Move(UUID work, String medium, int units, String memo) implements Input {
        public Move {
            Request.checkUnits(units);
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.move(this);
        }
    }

    /**
     * Puts a contact to rest until a time, from which it waits again with its old claim: for somebody of its queue, or for
     * one agent first or alone. An agent does so with what he has, the platform with any contact.
     *
     * @param by its owner, or null when the platform or a supervisor does it
     * @param until past = it need not rest, and waits at once
     * @param medium over which it goes on; null = the one that it came by
     * @param agent whom it shall wait for then; null = nobody in particular
     * @param required for him alone, or for him first until {@code preferredUntil}
     * @param attempt whether somebody tried to reach the customer in vain; the contact ends with the last one that its
     *     queue allows
     * @param reason a code, to be told
     */
    record Postpone(
            @Nullable UUID by,
            UUID work,
            long until,
            @Nullable String medium,
            @Nullable UUID agent,
            boolean required,
            long preferredUntil,
            boolean attempt,
            String reason)
            implements Input {
        public Postpone {
            Request.checkTime(until);
        }

        /** The same by another owner. */
        public Postpone by(UUID owner) {
            return new Postpone(owner, work, until, medium, agent, required, preferredUntil, attempt, reason);
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.postpone(this);
        }
    }

    /** A contact that rests until its time waits at once: something has happened since {@code since} that it is about. */
    record Wake(UUID work, long since) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.wake(this);
        }
    }

    /**
     * The owner asks somebody to take part in his contact: a piece of work of its own, routed as contacts are, with the
     * contact's medium and place. It ends when its contact does or leaves its owner, and at {@code until} if it still
     * waits then.
     *
     * @param invitation its id, made by the caller; inviting by it again has no effect
     * @param role {@link Role#CONSULT} or {@link Role#CONFERENCE}
     * @param queue whose agents are asked; null = those of the contact's queue
     * @param agent the only one who is asked; the invitation ends when he does not want to
     */
    record Invite(
            UUID by,
            UUID contact,
            UUID invitation,
            Role role,
            @Nullable UUID queue,
            List<SkillLevel> skills,
            @Nullable UUID agent,
            long until)
            implements Input {
        public Invite {
            skills = List.copyOf(skills);
            if (role.watches()) {
                throw new IllegalArgumentException("nobody is invited to watch");
            }
            if (until == Long.MAX_VALUE) {
                throw new IllegalArgumentException("an invitation ends");
            }
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.invite(this);
        }
    }

    /** The agent takes part in a contact that somebody owns, without being asked. */
    record Join(UUID agent, UUID contact, UUID invitation, Role role) implements Input {
        public Join {
            if (role == Role.CONSULT) {
                throw new IllegalArgumentException("nobody consults himself");
            }
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.join(this);
        }
    }

    /**
     * Takes an invitation back, also when somebody has come.
     *
     * @param by the contact's owner, or whoever takes part by it; null when the platform or a supervisor does
     */
    record Withdraw(@Nullable UUID by, UUID invitation) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.withdraw(this);
        }
    }

    /**
     * Whoever takes part does so in another role from now on.
     *
     * @param by of those who were invited the contact's owner, between the roles that people are invited to; of those who
     *     joined they themselves, between the roles that people join in
     */
    record ChangeRole(UUID by, UUID invitation, Role role) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.changeRole(this);
        }
    }

    /**
     * Whoever takes part in the contact becomes its owner at once, and the former owner is rid of it.
     *
     * @param by the owner, or null when a supervisor does it; then nobody need have it
     */
    record HandOver(@Nullable UUID by, UUID contact, UUID agent) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.handOver(this);
        }
    }

    /**
     * Holds an agent who is free for a contact that is about to come: first for him, if he is named, else for whom the queue
     * would choose now. Answered with {@link Outcome#NOBODY_FREE} if there is none.
     *
     * @param reservation its id, made by the caller; an open one is not made again
     * @param agent who alone will do; null = whoever the queue chooses
     * @param until when it ends by itself
     */
    record Reserve(
            UUID reservation, UUID queue, List<SkillLevel> skills, String medium, @Nullable UUID agent, long until)
            implements Input {
        public Reserve {
            skills = List.copyOf(skills);
            Request.checkTime(until);
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.reserve(this);
        }
    }

    /** The contact does not come. */
    record Release(UUID reservation) implements Input {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.release(this);
        }
    }

    /**
     * The contact has come for which an agent is held.
     *
     * @param preview whether it is offered to him, who may decline it; otherwise it is his at once
     */
    record SubmitReserved(Request request, UUID reservation, boolean preview) implements Coming {
        @Override
        public <R> R to(Handler<R> handler) {
            return handler.submitReserved(this);
        }
    }

    /** One method for each input. */
    interface Handler<R> {
        R tick(Tick input);

        R resumed(Resumed input);

        R defineRules(DefineRules input);

        R defineStrategies(DefineStrategies input);

        R defineQueue(DefineQueue input);

        R setOpening(SetOpening input);

        R removeQueue(RemoveQueue input);

        R defineAgent(DefineAgent input);

        R removeAgent(RemoveAgent input);

        R signIn(SignIn input);

        R signOut(SignOut input);

        R sessionLost(SessionLost input);

        R setPresence(SetPresence input);

        R submit(Submit input);

        R cancel(Cancel input);

        R accept(Accept input);

        R decline(Decline input);

        R finish(Finish input);

        R wrapUp(WrapUp input);

        R transfer(Transfer input);

        R pull(Pull input);

        R reassign(Reassign input);

        R prioritise(Prioritise input);

        R move(Move input);

        R postpone(Postpone input);

        R wake(Wake input);

        R reserve(Reserve input);

        R release(Release input);

        R submitReserved(SubmitReserved input);

        R invite(Invite input);

        R join(Join input);

        R withdraw(Withdraw input);

        R changeRole(ChangeRole input);

        R handOver(HandOver input);
    }
}
