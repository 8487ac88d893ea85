// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import live.routing.Outcome;

/** The engine's answers in the words of the API. */
final class Answers {
    private static final Outcome DONE = new Outcome.Done();

    private Answers() {}

    static Outcome of(live.lib.router.Outcome outcome) {
        return switch (outcome) {
            case DONE -> DONE;
            case GONE -> new Outcome.Gone("It is no longer there.");
            case NOT_YOURS -> new Outcome.Refused("routing.work.taken", "Somebody else has it.");
            case UNKNOWN_AGENT ->
                new Outcome.Refused(
                        "routing.agent.unknown",
                        "Routing does not know this agent: he does not exist or is not active.");
            case UNKNOWN_QUEUE -> new Outcome.Refused("routing.queue.unknown", "There is no such queue.");
            case UNKNOWN_MEDIUM ->
                new Outcome.Refused("routing.medium.unknown", "There is no room for one more medium.");
            case NOT_SIGNED_IN -> new Outcome.Refused("routing.agent.absent", "The agent is not signed in.");
            case FULL -> new Outcome.Refused("routing.capacity.exceeded", "There is no room for it.");
            case RESERVED -> new Outcome.Refused("routing.work.reserved", "It waits for another agent alone.");
            case IN_USE -> new Outcome.Refused("routing.queue.inUse", "Contacts wait in it.");
            case TAKES_PART -> new Outcome.Refused("routing.takesPart", "He takes part in it already, or is asked to.");
            case CROWDED -> new Outcome.Refused("routing.crowded", "As many take part in it as may.");
            case NOBODY_FREE -> new Outcome.Refused("routing.nobody.free", "Nobody who could take it is free.");
            case STALE -> new Outcome.Refused("routing.command.stale", "The command came too late to be judged.");
        };
    }
}
