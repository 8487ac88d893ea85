// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import live.core.HoursId;
import live.core.web.Problem;
import live.directory.Hours;
import live.directory.internal.web.HoursBody.DateBody;
import live.directory.internal.web.HoursBody.DayBody;
import live.directory.internal.web.HoursBody.TimeBody;
import org.junit.jupiter.api.Test;

class HoursWishTest {
    private static final HoursId ID = HoursId.next();

    private static HoursWish wish(String zone, List<DayBody> week, List<DateBody> exceptions) {
        return new HoursWish(null, "Office", zone, week, exceptions, null);
    }

    private static List<String> wrong(HoursWish wish) {
        Problem problem = catchThrowableOfType(() -> wish.hours(ID, 1), Problem.class);
        return problem.fields().stream()
                .map(field -> field.field() + " " + field.code())
                .toList();
    }

    @Test
    void whatIsWishedComesBack() {
        List<DayBody> week = List.of(new DayBody("MONDAY", "08:00", "12:30"), new DayBody("MONDAY", "13:00", "24:00"));
        List<DateBody> exceptions = List.of(
                new DateBody("2026-12-25", "Christmas", List.of()),
                new DateBody("2026-12-31", "New Year's Eve", List.of(new TimeBody("09:00", "12:00"))));
        Hours hours = wish("Europe/Berlin", week, exceptions).hours(ID, 3);
        assertThat(HoursBody.of(hours))
                .isEqualTo(new HoursBody(ID.value(), "Office", "Europe/Berlin", week, exceptions, 3));
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        assertThat(wrong(HoursWish.NOTHING)).containsExactly("name field.missing", "zone field.missing");
        assertThat(wrong(wish("Mars/Base", List.of(), List.of()))).containsExactly("zone zone.unknown");
        assertThat(wrong(wish(
                        "UTC",
                        List.of(
                                new DayBody("Monday", "08:00", "12:00"),
                                new DayBody("TUESDAY", "8:00", "24:01"),
                                new DayBody("TUESDAY", "12:00", "12:00"),
                                new DayBody("FRIDAY", "08:00", "12:00"),
                                new DayBody("FRIDAY", "11:59", "13:00"),
                                new DayBody("FRIDAY", "12:00", "13:00")),
                        List.of())))
                .containsExactly(
                        "week[0].day field.choice",
                        "week[1].from field.time",
                        "week[1].to field.time",
                        "week[2].to hours.order",
                        "week[4] hours.overlap",
                        "week[5] hours.overlap");
        assertThat(wrong(wish(
                        "UTC",
                        List.of(),
                        List.of(
                                new DateBody("2026-02-30", "Never", null),
                                new DateBody("2026-05-01", "", null),
                                new DateBody("2026-05-01", "Again", List.of(new TimeBody(null, "10:00")))))))
                .containsExactly(
                        "exceptions[0].date field.date",
                        "exceptions[1].name field.missing",
                        "exceptions[2].hours[0].from field.time",
                        "exceptions[2].date hours.dateTwice");
    }
}
