// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;

/**
 * What holds for the whole domain.
 *
 * @param version the configuration version that these rules belong to
 * @param media media with restrictions; a medium that is not listed has none
 * @param priorityStepMillis how much waiting one step of priority is worth. It orders contacts by priority and time at
 *     once and lets nobody starve: whoever has waited this much longer overtakes the next higher priority
 * @param retryPauseMillis how long a contact is not offered again to the agent who declined, missed or gave it away
 * @param missLimit after so many missed offers in a row an agent is set not ready; 0 = never
 * @param offersAtOnce how many open offers an agent may have
 * @param waitingLimit how many contacts may be in the domain, all phases together; more are refused
 * @param finishedKept of how many finished contacts the ids are remembered, so that a repeated submission has no effect
 */
public record Rules(
        long version,
        List<MediumRule> media,
        long priorityStepMillis,
        long retryPauseMillis,
        int missLimit,
        int offersAtOnce,
        int waitingLimit,
        int finishedKept) {

    /** One offer at a time, three misses, a priority step worth five minutes, up to two million contacts. */
    public static final Rules DEFAULT = new Rules(0, List.of(), 300_000, 30_000, 3, 1, 2_000_000, 200_000);

    /** No time of a rule is longer: ten years. */
    public static final long LONGEST = 10L * 366 * 24 * 3_600_000;

    public Rules {
        media = List.copyOf(media);
        if (priorityStepMillis < 0 || priorityStepMillis > LONGEST) {
            throw new IllegalArgumentException("worth of a priority step out of bounds");
        }
        if (retryPauseMillis < 0 || retryPauseMillis > LONGEST || missLimit < 0) {
            throw new IllegalArgumentException("retry pause or miss limit out of bounds");
        }
        if (offersAtOnce < 1 || waitingLimit < 1 || finishedKept < 0) {
            throw new IllegalArgumentException("limit below its least value");
        }
    }
}
