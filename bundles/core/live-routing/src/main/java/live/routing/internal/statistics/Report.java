// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts figures of quarters together as they are asked for. Not thread-safe. */
public final class Report {
    private final Wish wish;
    private final Map<Place, Line> lines = new HashMap<>();

    /** What makes a line. */
    public enum By {
        QUEUE,
        MEDIUM,
        AGENT
    }

    /** How long a line is. */
    public enum Interval {
        QUARTER,
        HOUR,
        DAY,
        /** All the time that is asked for. */
        WHOLE
    }

    /** @param zone whose hours and days are meant */
    public record Wish(Instant from, Instant to, Interval interval, By by, ZoneId zone) {
        long begin(long quarter) {
            Instant at = Instant.ofEpochMilli(quarter);
            return switch (interval) {
                case QUARTER -> quarter;
                case HOUR ->
                    at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant().toEpochMilli();
                case DAY ->
                    at.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant().toEpochMilli();
                case WHOLE -> from.toEpochMilli();
            };
        }
    }

    /** Where figures go. */
    private record Place(long at, @Nullable UUID id, String medium) {}

    /** The figures of an interval and a queue, an agent, or a medium. */
    public static final class Line {
        private final long at;
        private final @Nullable UUID id;
        private final String medium;
        private final Total contacts = new Total();
        private final Map<TimeSpent.State, TreeMap<String, TimeSpent>> times = new TreeMap<>(Comparator.naturalOrder());
        private AgentFigures agent = AgentFigures.NONE;

        private Line(Place place) {
            at = place.at();
            id = place.id();
            medium = place.medium();
        }

        /** When the interval begins, milliseconds. */
        public long at() {
            return at;
        }

        /** The queue or the agent; null for a medium. */
        public @Nullable UUID id() {
            return id;
        }

        public String medium() {
            return medium;
        }

        public Total contacts() {
            return contacts;
        }

        public AgentFigures agent() {
            return agent;
        }

        /** By state and reason. */
        public Map<TimeSpent.State, TreeMap<String, TimeSpent>> times() {
            return times;
        }

        /** With a contact in hand, milliseconds. */
        public long busyMillis() {
            return times.values().stream()
                    .flatMap(byReason -> byReason.values().stream())
                    .mapToLong(TimeSpent::busyMillis)
                    .sum();
        }

        /** Ready, and without one. */
        public long availableMillis() {
            TimeSpent ready =
                    times.getOrDefault(TimeSpent.State.READY, new TreeMap<>()).getOrDefault("", TimeSpent.NONE);
            return ready.millis() - ready.busyMillis();
        }
    }

    public Report(Wish wish) {
        this.wish = wish;
    }

    public void add(QueueFigures.Key key, QueueFigures figures) {
        Line line = wish.by() == By.QUEUE ? line(key.at(), key.queue(), "") : line(key.at(), null, key.medium());
        line.contacts.add(key, figures);
    }

    public void add(AgentFigures.Key key, AgentFigures figures) {
        Line line = line(key.at(), key.agent(), "");
        line.agent = line.agent.plus(figures);
    }

    public void add(TimeSpent.Key key, TimeSpent spent) {
        line(key.at(), key.agent(), "")
                .times
                .computeIfAbsent(key.state(), any -> new TreeMap<>())
                .merge(key.reason(), spent, TimeSpent::plus);
    }

    private Line line(long quarter, @Nullable UUID id, String medium) {
        return lines.computeIfAbsent(new Place(wish.begin(quarter), id, medium), Line::new);
    }

    /** In order of time. */
    public List<Line> lines() {
        List<Line> sorted = new ArrayList<>(lines.values());
        sorted.sort(Comparator.comparingLong(Line::at)
                .thenComparing(Line::medium)
                .thenComparing(Line::id, Comparator.nullsFirst(Comparator.naturalOrder())));
        return sorted;
    }
}
