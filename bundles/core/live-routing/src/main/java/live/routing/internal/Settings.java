// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.lib.router.MediumRule;
import live.lib.router.Rules;
import live.lib.router.Units;

/**
 * The configuration, understood. What is not understood is left out and told, because routing that works by the rest is
 * better than none.
 *
 * @param capacity what an agent handles at once unless something else is said of him
 * @param away how long a ready agent may be without a browser
 * @param statisticsKept how long figures are kept
 * @param shortAbandon who is gone sooner is counted apart
 * @param reconcilePause between two comparisons with what others know; zero = only when asked for
 * @param wrong what was left out, for the administrator
 */
record Settings(
        Rules rules,
        List<Units> capacity,
        List<String> reasons,
        Duration away,
        Duration journalKept,
        Duration statisticsKept,
        Duration shortAbandon,
        Duration reconcilePause,
        List<String> wrong) {
    private static final int FINISHED_KEPT = 200_000;
    /** No number here is larger; as seconds it is three years. */
    private static final int LARGEST = 100_000_000;

    static Settings of(RoutingConfig config) {
        List<String> wrong = new ArrayList<>();
        Map<String, Units> capacity = new LinkedHashMap<>();
        for (String line : config.capacity()) {
            Optional<Units> units = parts(line).flatMap(Settings::units);
            units.ifPresentOrElse(one -> capacity.put(one.medium(), one), () -> wrong.add(line));
        }
        List<MediumRule> media = new ArrayList<>();
        for (String line : config.blocked()) {
            parts(line)
                    .ifPresentOrElse(
                            parts -> media.add(new MediumRule(parts[0], List.of(parts[1].split("\\s*,\\s*")))),
                            () -> wrong.add(line));
        }
        Rules rules = new Rules(
                0,
                media,
                bounded("priorityStepSeconds", config.priorityStepSeconds(), 0, wrong) * 1_000L,
                bounded("retryPauseSeconds", config.retryPauseSeconds(), 0, wrong) * 1_000L,
                bounded("missLimit", config.missLimit(), 0, wrong),
                bounded("offersAtOnce", config.offersAtOnce(), 1, wrong),
                bounded("waitingLimit", config.waitingLimit(), 1, wrong),
                FINISHED_KEPT);
        return new Settings(
                rules,
                List.copyOf(capacity.values()),
                List.of(config.reasons()),
                Duration.ofSeconds(bounded("awaySeconds", config.awaySeconds(), 1, wrong)),
                Duration.ofDays(bounded("journalDays", config.journalDays(), 1, wrong)),
                Duration.ofDays(bounded("statisticsDays", config.statisticsDays(), 1, wrong)),
                Duration.ofSeconds(bounded("shortAbandonSeconds", config.shortAbandonSeconds(), 0, wrong)),
                Duration.ofSeconds(bounded("reconcileSeconds", config.reconcileSeconds(), 0, wrong)),
                List.copyOf(wrong));
    }

    private static Optional<String[]> parts(String line) {
        String[] parts = line.strip().split("\\s*=\\s*", -1);
        return parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty() ? Optional.of(parts) : Optional.empty();
    }

    private static Optional<Units> units(String[] parts) {
        try {
            return Optional.of(new Units(parts[0], Integer.parseInt(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int bounded(String name, int value, int least, List<String> wrong) {
        if (value < least || value > LARGEST) {
            wrong.add(name + "=" + value);
        }
        return Math.min(LARGEST, Math.max(least, value));
    }
}
