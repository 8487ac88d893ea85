// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.OptionalDouble;

/** What people mean when they say service level; T is the queue's target. */
public enum ServiceLevel {
    /** Answered within T, of those answered. */
    ANSWERED,
    /** Answered or abandoned within T, of those answered or abandoned. */
    SETTLED,
    /** Answered within T, of those answered or abandoned. */
    ANSWERED_OR_ABANDONED,
    /** As before, without those that were gone almost at once. */
    WITHOUT_SHORT,
    /** Answered within T, of all that came: the strictest. */
    OFFERED;

    /** Empty where there is nothing to divide by. */
    public OptionalDouble of(QueueFigures figures) {
        long within = figures.get(QueueFigure.WITHIN);
        long answered = figures.get(QueueFigure.ANSWERED);
        long settled = answered + figures.get(QueueFigure.ABANDONED);
        return switch (this) {
            case ANSWERED -> share(within, answered);
            case SETTLED -> share(within + figures.get(QueueFigure.ABANDONED_WITHIN), settled);
            case ANSWERED_OR_ABANDONED -> share(within, settled);
            case WITHOUT_SHORT -> share(within, settled - figures.get(QueueFigure.SHORT_ABANDONED));
            case OFFERED -> share(within, figures.get(QueueFigure.OFFERED));
        };
    }

    /** Its letter in reports: A to E. */
    public String letter() {
        return String.valueOf((char) ('A' + ordinal()));
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
