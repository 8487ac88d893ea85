// SPDX-License-Identifier: Apache-2.0
package live.lib.router.shadow;

import java.util.List;
import java.util.UUID;
import live.lib.router.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * What other rules would have changed.
 *
 * @param compared contacts that came since, and that were answered or gone by both sets of rules
 * @param sameAgent those that the same agent answered by both
 * @param otherAgent those that another agent answered
 * @param handlingTaken answered ones by the other rules whose time in hand is what it was in truth
 * @param handlingExpected those whose true time was not known then: the queue's mean stood for it
 * @param notMapped acts of people that had no meaning by the other rules, such as handing on what still waits there
 * @param examples the newest of those that fared differently
 */
public record Comparison(
        long compared,
        World live,
        World shadow,
        long sameAgent,
        long otherAgent,
        long handlingTaken,
        long handlingExpected,
        long notMapped,
        List<Example> examples) {
    /** Before anything could be compared. */
    public static final Comparison NOTHING = new Comparison(0, World.NOTHING, World.NOTHING, 0, 0, 0, 0, 0, List.of());

    public Comparison {
        examples = List.copyOf(examples);
    }

    /** A contact that fared differently. */
    public record Example(UUID work, Side live, Side shadow) {}

    /**
     * By one set of rules.
     *
     * @param agent who answered; null if nobody did
     * @param explanation why it was offered to whom it was last; null if it never was
     */
    public record Side(@Nullable UUID agent, long waitMillis, @Nullable Explanation explanation) {}
}
