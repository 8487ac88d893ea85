// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.core.LiveException;
import live.lib.router.MediumRule;
import live.lib.router.Rules;
import live.lib.router.Units;

/** The configuration, understood. */
record Settings(Rules rules, List<Units> capacity, List<String> reasons, Duration journalKept) {
    private static final int FINISHED_KEPT = 200_000;

    /** @throws LiveException code {@code routing.configuration.invalid} if a line is not of its form */
    static Settings of(RoutingConfig config) {
        List<Units> capacity = new ArrayList<>();
        for (String line : config.capacity()) {
            String[] parts = parts(line);
            try {
                capacity.add(new Units(parts[0], Integer.parseInt(parts[1])));
            } catch (IllegalArgumentException e) {
                throw invalid(line);
            }
        }
        List<MediumRule> media = new ArrayList<>();
        for (String line : config.blocked()) {
            String[] parts = parts(line);
            media.add(new MediumRule(parts[0], List.of(parts[1].split("\\s*,\\s*"))));
        }
        Rules rules = new Rules(
                0,
                media,
                config.priorityStepSeconds() * 1_000L,
                config.retryPauseSeconds() * 1_000L,
                config.missLimit(),
                config.offersAtOnce(),
                config.waitingLimit(),
                FINISHED_KEPT);
        return new Settings(
                rules, List.copyOf(capacity), List.of(config.reasons()), Duration.ofDays(config.journalDays()));
    }

    private static String[] parts(String line) {
        String[] parts = line.strip().split("\\s*=\\s*", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw invalid(line);
        }
        return parts;
    }

    private static LiveException invalid(String line) {
        return new LiveException("routing.configuration.invalid", "\"" + line + "\" is not of the form medium=…");
    }
}
