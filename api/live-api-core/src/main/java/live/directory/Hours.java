// SPDX-License-Identifier: Apache-2.0
package live.directory;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.HoursId;

/**
 * Opening hours: when somebody is there, week by week, and on which dates it is otherwise.
 *
 * @param zone whose clocks count
 * @param week several times on a day may be given; they do not overlap
 * @param exceptions dates whose hours are not those of the week, one for each date
 */
public record Hours(HoursId id, String name, ZoneId zone, List<Weekly> week, List<Special> exceptions, long version) {
    /** So far ahead the next change is looked for. */
    private static final int DAYS_AHEAD = 400;

    public Hours {
        week = List.copyOf(week);
        exceptions = List.copyOf(exceptions);
    }

    /**
     * A time of the day.
     *
     * @param from minutes since midnight by the clocks of the zone
     * @param to the same, later; 1440 = the end of the day
     */
    public record Span(int from, int to) {
        /** The last minute of a day is over then. */
        public static final int END_OF_DAY = 24 * 60;

        public Span {
            if (from < 0 || to > END_OF_DAY || from >= to) {
                throw new IllegalArgumentException("a time of the day begins before it ends");
            }
        }
    }

    /** A time of every such day. */
    public record Weekly(DayOfWeek day, Span span) {}

    /**
     * A date on which it is otherwise.
     *
     * @param name what it is called: that of a holiday
     * @param spans none = closed all day
     */
    public record Special(LocalDate date, String name, List<Span> spans) {
        public Special {
            spans = List.copyOf(spans);
        }
    }

    /**
     * Whether somebody is there.
     *
     * @param until when that changes; empty if it does not within 400 days
     */
    public record State(boolean open, Optional<Instant> until) {}

    /** A time between two instants. */
    private record Stretch(Instant from, Instant to) {}

    /**
     * Whether it is open then. A time that the clocks skip in spring is the moment after the gap; of a time that they show
     * twice in autumn the first counts.
     */
    public State at(Instant now) {
        Map<LocalDate, Special> specials = new HashMap<>();
        exceptions.forEach(special -> specials.put(special.date(), special));
        LocalDate today = now.atZone(zone).toLocalDate();
        Optional<Stretch> open = Optional.empty();
        for (int day = -1; day <= DAYS_AHEAD; day++) {
            for (Stretch next : stretches(today.plusDays(day), specials)) {
                if (open.isPresent() && !next.from().isAfter(open.get().to())) {
                    open = Optional.of(new Stretch(open.get().from(), next.to()));
                } else if (open.isPresent() && open.get().to().isAfter(now)) {
                    return state(open.get(), now);
                } else {
                    open = Optional.of(next);
                }
            }
        }
        if (open.isEmpty() || !open.get().to().isAfter(now)) {
            return new State(false, Optional.empty());
        }
        Instant end = today.plusDays(DAYS_AHEAD + 1L).atStartOfDay(zone).toInstant();
        return open.get().to().isBefore(end) ? state(open.get(), now) : unending(open.get(), now);
    }

    private static State state(Stretch next, Instant now) {
        boolean open = !next.from().isAfter(now);
        return new State(open, Optional.of(open ? next.to() : next.from()));
    }

    private static State unending(Stretch open, Instant now) {
        return open.from().isAfter(now) ? state(open, now) : new State(true, Optional.empty());
    }

    private List<Stretch> stretches(LocalDate date, Map<LocalDate, Special> specials) {
        Special special = specials.get(date);
        List<Span> spans = new ArrayList<>();
        if (special != null) {
            spans.addAll(special.spans());
        } else {
            week.stream()
                    .filter(weekly -> weekly.day() == date.getDayOfWeek())
                    .forEach(weekly -> spans.add(weekly.span()));
        }
        spans.sort(Comparator.comparingInt(Span::from));
        List<Stretch> stretches = new ArrayList<>(spans.size());
        for (Span span : spans) {
            Stretch stretch = new Stretch(instant(date, span.from()), instant(date, span.to()));
            if (stretch.from().isBefore(stretch.to())) {
                stretches.add(stretch);
            }
        }
        return stretches;
    }

    private Instant instant(LocalDate date, int minutes) {
        LocalDateTime time = date.atStartOfDay().plusMinutes(minutes);
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : time.atZone(zone).toInstant();
    }
}
