// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.lib.router.SkillLevel;

/**
 * Contacts of one kind, as they may be expected.
 *
 * @param expected how many in each interval, on average
 * @param handlingMillis how long an agent has one on average, wrap-up included
 * @param patienceMillis how long one waits on average before it leaves; {@link Long#MAX_VALUE} = none does
 */
public record Stream(
        UUID queue,
        String medium,
        List<SkillLevel> skills,
        int priority,
        List<Double> expected,
        long handlingMillis,
        long patienceMillis) {
    public Stream {
        Objects.requireNonNull(queue);
        Objects.requireNonNull(medium);
        skills = List.copyOf(skills);
        expected = List.copyOf(expected);
        if (expected.stream().anyMatch(volume -> !(volume >= 0) || volume.isInfinite())) {
            throw new IllegalArgumentException("a volume that is no number of contacts");
        }
        if (handlingMillis < 1 || patienceMillis < 1) {
            throw new IllegalArgumentException("a mean time below a millisecond");
        }
    }
}
