// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.core.HoursId;
import live.core.web.Checks;
import live.directory.Hours;
import org.jspecify.annotations.Nullable;

/** What somebody wants opening hours to be. */
public record HoursWish(
        @Nullable UUID id,
        @Nullable String name,
        @Nullable String zone,
        @Nullable List<HoursBody.DayBody> week,
        @Nullable List<HoursBody.DateBody> exceptions,
        @Nullable Long version) {
    static final HoursWish NOTHING = new HoursWish(null, null, null, null, null, null);

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
    private static final Set<String> DAYS =
            Stream.of(DayOfWeek.values()).map(DayOfWeek::name).collect(Collectors.toUnmodifiableSet());
    private static final int MOST_OF_WEEK = 70;
    private static final int MOST_EXCEPTIONS = 1_000;
    private static final int MOST_OF_DATE = 10;

    /** @throws live.core.web.Problem 400 with everything that is wrong */
    Hours hours(HoursId hours, long asOf) {
        Checks checks = new Checks();
        Hours wanted =
                new Hours(hours, checks.text("name", name, 200), zone(checks), week(checks), exceptions(checks), asOf);
        checks.done();
        return wanted;
    }

    private ZoneId zone(Checks checks) {
        String wanted = checks.text("zone", zone, 100);
        boolean known = ZoneId.getAvailableZoneIds().contains(wanted);
        checks.that(known || wanted.isEmpty(), "zone", "zone.unknown", "there is no such time zone");
        return known ? ZoneId.of(wanted) : ZoneOffset.UTC;
    }

    private List<Hours.Weekly> week(Checks checks) {
        List<Hours.Weekly> wanted = new ArrayList<>();
        int place = 0;
        for (HoursBody.DayBody body : checks.<HoursBody.DayBody>list("week", week, MOST_OF_WEEK)) {
            String field = "week[" + place++ + "]";
            String day = body.day();
            boolean known = day != null && DAYS.contains(day);
            checks.that(known, field + ".day", "field.choice", "must be MONDAY to SUNDAY");
            Hours.Span span = span(checks, field, body.from(), body.to());
            if (day != null && known && span != null) {
                DayOfWeek weekday = DayOfWeek.valueOf(day);
                apart(
                        checks,
                        field,
                        span,
                        wanted.stream()
                                .filter(weekly -> weekly.day() == weekday)
                                .map(Hours.Weekly::span));
                wanted.add(new Hours.Weekly(weekday, span));
            }
        }
        return wanted;
    }

    private List<Hours.Special> exceptions(Checks checks) {
        List<Hours.Special> wanted = new ArrayList<>();
        Set<LocalDate> dates = new HashSet<>();
        int place = 0;
        for (HoursBody.DateBody body : checks.<HoursBody.DateBody>list("exceptions", exceptions, MOST_EXCEPTIONS)) {
            String field = "exceptions[" + place++ + "]";
            LocalDate date = date(checks, field + ".date", body.date());
            String called = checks.text(field + ".name", body.name(), 200);
            List<Hours.Span> spans = new ArrayList<>();
            int time = 0;
            for (HoursBody.TimeBody each :
                    checks.<HoursBody.TimeBody>list(field + ".hours", body.hours(), MOST_OF_DATE)) {
                String at = field + ".hours[" + time++ + "]";
                Hours.Span span = span(checks, at, each.from(), each.to());
                if (span != null) {
                    apart(checks, at, span, spans.stream());
                    spans.add(span);
                }
            }
            if (date != null) {
                checks.that(dates.add(date), field + ".date", "hours.dateTwice", "is given twice");
                wanted.add(new Hours.Special(date, called, spans));
            }
        }
        return wanted;
    }

    private static void apart(Checks checks, String field, Hours.Span span, Stream<Hours.Span> others) {
        checks.that(
                others.noneMatch(other -> span.from() < other.to() && other.from() < span.to()),
                field,
                "hours.overlap",
                "overlaps with another time of this day");
    }

    private static @Nullable LocalDate date(Checks checks, String field, @Nullable String text) {
        try {
            return LocalDate.parse(text == null ? "" : text);
        } catch (DateTimeParseException e) {
            checks.wrong(field, "field.date", "must be a date, such as 2026-12-25");
            return null;
        }
    }

    private static Hours.@Nullable Span span(
            Checks checks, String field, @Nullable String fromText, @Nullable String toText) {
        int from = minutes(checks, field + ".from", fromText);
        int to = minutes(checks, field + ".to", toText);
        if (from < 0 || to < 0) {
            return null;
        }
        boolean ordered = from < to;
        checks.that(ordered, field + ".to", "hours.order", "must be later than the beginning");
        return ordered ? new Hours.Span(from, to) : null;
    }

    private static int minutes(Checks checks, String field, @Nullable String text) {
        Matcher time = TIME.matcher(text == null ? "" : text);
        int minutes = time.matches() ? Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2)) : -1;
        boolean fine = minutes >= 0 && minutes <= Hours.Span.END_OF_DAY;
        checks.that(fine, field, "field.time", "must be a time from 00:00 to 24:00");
        return fine ? minutes : -1;
    }
}
