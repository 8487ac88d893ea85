// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/** The figures of some contacts. Not thread-safe. */
public final class QueueFigures {
    private final long[] figures = new long[QueueFigure.values().length];
    private int[] waits = new int[0];

    /**
     * Which contacts.
     *
     * @param at when their interval begins
     * @param targetSeconds the queue's service level when they came; 0 = it had none
     */
    public record Key(long at, UUID queue, String medium, int targetSeconds) {}

    public long get(QueueFigure figure) {
        return figures[figure.ordinal()];
    }

    public void add(QueueFigure figure, long amount) {
        figures[figure.ordinal()] = figure.together(figures[figure.ordinal()], amount);
    }

    public void add(QueueFigures other) {
        for (QueueFigure figure : QueueFigure.values()) {
            add(figure, other.get(figure));
        }
        addWaits(other.waits);
    }

    /** @param more how many answered contacts waited how long, by {@link Waits} */
    public void addWaits(int[] more) {
        if (more.length > waits.length) {
            waits = Arrays.copyOf(waits, more.length);
        }
        for (int place = 0; place < more.length; place++) {
            waits[place] += more[place];
        }
    }

    /** A contact is answered after a wait. */
    void answered(long wait, int targetSeconds) {
        add(QueueFigure.ANSWERED, 1);
        add(QueueFigure.WAIT, wait);
        add(QueueFigure.LONGEST, wait);
        if (targetSeconds > 0 && wait <= targetSeconds * 1_000L) {
            add(QueueFigure.WITHIN, 1);
        }
        int place = Waits.place(wait);
        if (place >= waits.length) {
            waits = Arrays.copyOf(waits, place + 1);
        }
        waits[place]++;
    }

    /** A contact ends unserved after a wait. */
    void abandoned(long wait, int targetSeconds, long shortMillis) {
        add(QueueFigure.ABANDONED, 1);
        add(QueueFigure.ABANDON_WAIT, wait);
        add(QueueFigure.SHORT_ABANDONED, wait < shortMillis ? 1 : 0);
        if (targetSeconds > 0 && wait <= targetSeconds * 1_000L) {
            add(QueueFigure.ABANDONED_WITHIN, 1);
        }
    }

    /** By {@link Waits}. */
    public int[] waits() {
        return waits.clone();
    }

    /** Those that came and are neither answered nor gone. */
    public long waiting() {
        return get(QueueFigure.OFFERED)
                - get(QueueFigure.ANSWERED)
                - get(QueueFigure.ABANDONED)
                - get(QueueFigure.MOVED_ON);
    }

    /** The wait that this share of the answered did not exceed, milliseconds, as exactly as {@link Waits} says. */
    public OptionalLong wait(double share) {
        return Waits.quantile(waits, share);
    }

    /** One figure for each of another; empty if there is none of that. */
    public OptionalDouble per(QueueFigure figure, QueueFigure base) {
        return get(base) == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) get(figure) / get(base));
    }
}
