// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;

/**
 * How a queue chooses among the agents who are free and able. A pure function of its arguments: no clock, no store, no
 * memory of its own, or replay would differ from what happened.
 */
public interface Strategy {
    /** Those that every engine has; the first is taken where a queue names one that is not there. */
    List<Strategy> BUILT_IN =
            List.of(new LongestIdleFirst(), new InTurn(), new LeastOccupiedFirst(), new BestSkilledFirst());

    /** The name that queues refer to. */
    String name();

    /** Raised with every change of behaviour, so that replay can tell whether it runs the same. */
    int version();

    /** How well the agent suits: the highest score gets the contact, the longest idle among equals. */
    long score(QueueRule queue, Request contact, Candidate agent);

    /** How well each of several agents suits, in their order. Strategies from outside the engine are asked only so. */
    default long[] scores(QueueRule queue, Request contact, List<? extends Candidate> agents) {
        long[] scores = new long[agents.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(queue, contact, agents.get(i));
        }
        return scores;
    }
}
