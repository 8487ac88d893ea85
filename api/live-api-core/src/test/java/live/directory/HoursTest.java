// SPDX-License-Identifier: Apache-2.0
package live.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import live.core.HoursId;
import live.directory.Hours.Span;
import live.directory.Hours.Special;
import live.directory.Hours.State;
import live.directory.Hours.Weekly;
import org.junit.jupiter.api.Test;

class HoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private final List<Weekly> week = new ArrayList<>();
    private final List<Special> exceptions = new ArrayList<>();

    private void weekly(DayOfWeek day, int fromHour, int toHour) {
        week.add(new Weekly(day, new Span(fromHour * 60, toHour * 60)));
    }

    private void on(String date, Span... spans) {
        exceptions.add(new Special(LocalDate.parse(date), "Special", Arrays.asList(spans)));
    }

    private State at(String instant) {
        return new Hours(HoursId.next(), "Office", BERLIN, week, exceptions, 1).at(Instant.parse(instant));
    }

    private static State open(String until) {
        return new State(true, Optional.of(Instant.parse(until)));
    }

    private static State closed(String until) {
        return new State(false, Optional.of(Instant.parse(until)));
    }

    @Test
    void opensAndClosesByTheClocksOfItsZone() {
        weekly(DayOfWeek.MONDAY, 9, 12);
        weekly(DayOfWeek.MONDAY, 13, 17);
        weekly(DayOfWeek.TUESDAY, 9, 17);
        // 23 November 2026 is a Monday; Berlin is one hour ahead of UTC.
        assertThat(at("2026-11-23T07:59:59Z")).isEqualTo(closed("2026-11-23T08:00:00Z"));
        assertThat(at("2026-11-23T08:00:00Z")).isEqualTo(open("2026-11-23T11:00:00Z"));
        assertThat(at("2026-11-23T11:00:00Z")).isEqualTo(closed("2026-11-23T12:00:00Z"));
        assertThat(at("2026-11-23T16:00:00Z")).isEqualTo(closed("2026-11-24T08:00:00Z"));
        assertThat(at("2026-11-24T16:00:00Z")).isEqualTo(closed("2026-11-30T08:00:00Z"));
    }

    @Test
    void whatEndsAtMidnightGoesOnWithTheNextDay() {
        week.add(new Weekly(DayOfWeek.FRIDAY, new Span(22 * 60, Span.END_OF_DAY)));
        weekly(DayOfWeek.SATURDAY, 0, 6);
        assertThat(at("2026-11-27T22:30:00Z")).isEqualTo(open("2026-11-28T05:00:00Z"));
        assertThat(at("2026-11-28T02:00:00Z")).isEqualTo(open("2026-11-28T05:00:00Z"));
    }

    @Test
    void aHolidayTakesTheWeeksPlace() {
        for (DayOfWeek day : DayOfWeek.values()) {
            weekly(day, 9, 17);
        }
        on("2026-12-25");
        on("2026-12-26", new Span(10 * 60, 11 * 60));
        assertThat(at("2026-12-24T16:00:00Z")).isEqualTo(closed("2026-12-26T09:00:00Z"));
        assertThat(at("2026-12-26T09:30:00Z")).isEqualTo(open("2026-12-26T10:00:00Z"));
        assertThat(at("2026-12-26T10:30:00Z")).isEqualTo(closed("2026-12-27T08:00:00Z"));
    }

    @Test
    void theClocksGoForwardAndBack() {
        for (DayOfWeek day : DayOfWeek.values()) {
            weekly(day, 9, 17);
        }
        assertThat(at("2026-03-28T12:00:00Z")).isEqualTo(open("2026-03-28T16:00:00Z"));
        assertThat(at("2026-03-28T20:00:00Z")).isEqualTo(closed("2026-03-29T07:00:00Z"));
        assertThat(at("2026-10-24T20:00:00Z")).isEqualTo(closed("2026-10-25T08:00:00Z"));
    }

    @Test
    void aTimeThatTheClocksSkipIsTheMomentAfterAndOneThatTheyShowTwiceIsTheFirst() {
        on("2026-03-29", new Span(2 * 60 + 15, 2 * 60 + 45), new Span(150, 4 * 60));
        assertThat(at("2026-03-29T00:00:00Z")).isEqualTo(closed("2026-03-29T01:00:00Z"));
        assertThat(at("2026-03-29T01:00:00Z")).isEqualTo(open("2026-03-29T02:00:00Z"));
        on("2026-10-25", new Span(150, 3 * 60));
        assertThat(at("2026-10-25T00:00:00Z")).isEqualTo(closed("2026-10-25T00:30:00Z"));
        assertThat(at("2026-10-25T00:30:00Z")).isEqualTo(open("2026-10-25T02:00:00Z"));
    }

    @Test
    void mayNeverBeOpenAndNeverBeClosed() {
        assertThat(at("2026-11-23T12:00:00Z")).isEqualTo(new State(false, Optional.empty()));
        for (DayOfWeek day : DayOfWeek.values()) {
            week.add(new Weekly(day, new Span(0, Span.END_OF_DAY)));
        }
        assertThat(at("2026-11-23T12:00:00Z")).isEqualTo(new State(true, Optional.empty()));
        on("2026-11-25");
        assertThat(at("2026-11-23T12:00:00Z")).isEqualTo(open("2026-11-24T23:00:00Z"));
        assertThat(at("2026-11-25T12:00:00Z")).isEqualTo(closed("2026-11-25T23:00:00Z"));
    }
}
