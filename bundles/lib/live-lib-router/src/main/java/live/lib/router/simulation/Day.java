// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.List;
import java.util.Objects;
import live.lib.router.QueueRule;
import live.lib.router.Rules;

/**
 * What is to be played.
 *
 * @param arrivals in any order; their queues must be among the queues
 * @param turns when queues open and close, in order for each; a queue without any is always open
 * @param answerMillis how long an agent takes to accept an offer
 */
public record Day(
        Rules rules,
        List<QueueRule> queues,
        List<Turn> turns,
        List<Shift> shifts,
        List<Arrival> arrivals,
        long answerMillis) {
    /** A day on which every queue is open. */
    public Day(Rules rules, List<QueueRule> queues, List<Shift> shifts, List<Arrival> arrivals, long answerMillis) {
        this(rules, queues, List.of(), shifts, arrivals, answerMillis);
    }

    public Day {
        Objects.requireNonNull(rules);
        queues = List.copyOf(queues);
        turns = List.copyOf(turns);
        shifts = List.copyOf(shifts);
        arrivals = List.copyOf(arrivals);
        if (answerMillis < 0) {
            throw new IllegalArgumentException("a time below 0");
        }
    }
}
