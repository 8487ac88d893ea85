// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** A queue and how many contacts of it are in which phase. */
final class Queue {
    QueueRule rule;
    Strategy strategy;
    final int[] counts = new int[Phase.values().length];

    Queue(QueueRule rule, Strategy strategy) {
        this.rule = rule;
        this.strategy = strategy;
    }

    int count(Phase phase) {
        return counts[phase.ordinal()];
    }

    boolean inUse() {
        for (int count : counts) {
            if (count != 0) {
                return true;
            }
        }
        return false;
    }
}
