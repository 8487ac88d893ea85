// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import live.directory.Hours;
import org.jspecify.annotations.Nullable;

/** Opening hours as JSON. Times are {@code HH:MM} by the clocks of the zone; {@code 24:00} ends a day. */
public record HoursBody(
        UUID id, String name, String zone, List<DayBody> week, List<DateBody> exceptions, long version) {

    /** @param day {@code MONDAY} to {@code SUNDAY} */
    public record DayBody(@Nullable String day, @Nullable String from, @Nullable String to) {}

    /**
     * @param date {@code YYYY-MM-DD}
     * @param hours none = closed all day
     */
    public record DateBody(@Nullable String date, @Nullable String name, @Nullable List<TimeBody> hours) {}

    public record TimeBody(@Nullable String from, @Nullable String to) {}

    static HoursBody of(Hours hours) {
        return new HoursBody(
                hours.id().value(),
                hours.name(),
                hours.zone().getId(),
                hours.week().stream()
                        .map(weekly -> new DayBody(
                                weekly.day().name(),
                                time(weekly.span().from()),
                                time(weekly.span().to())))
                        .toList(),
                hours.exceptions().stream()
                        .map(special -> new DateBody(
                                special.date().toString(),
                                special.name(),
                                special.spans().stream()
                                        .map(span -> new TimeBody(time(span.from()), time(span.to())))
                                        .toList()))
                        .toList(),
                hours.version());
    }

    private static String time(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }
}
