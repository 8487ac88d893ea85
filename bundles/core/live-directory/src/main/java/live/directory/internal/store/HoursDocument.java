// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import live.core.HoursId;
import live.core.LiveException;
import live.directory.Hours;

/** The times of opening hours as they are stored. */
record HoursDocument(String zone, List<Day> week, List<Date> exceptions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Day(DayOfWeek day, int from, int to) {}

    record Date(String date, String name, List<Span> hours) {}

    record Span(int from, int to) {}

    static String write(Hours hours) {
        HoursDocument document = new HoursDocument(
                hours.zone().getId(),
                hours.week().stream()
                        .map(weekly -> new Day(
                                weekly.day(),
                                weekly.span().from(),
                                weekly.span().to()))
                        .toList(),
                hours.exceptions().stream()
                        .map(special -> new Date(
                                special.date().toString(),
                                special.name(),
                                special.spans().stream()
                                        .map(span -> new Span(span.from(), span.to()))
                                        .toList()))
                        .toList());
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new LiveException("directory.hours.unwritable", "Opening hours could not be written", e);
        }
    }

    static Hours read(HoursId id, String name, long version, String json) {
        try {
            HoursDocument document = JSON.readValue(json, HoursDocument.class);
            return new Hours(
                    id,
                    name,
                    ZoneId.of(document.zone()),
                    document.week().stream()
                            .map(day -> new Hours.Weekly(day.day(), new Hours.Span(day.from(), day.to())))
                            .toList(),
                    document.exceptions().stream()
                            .map(date -> new Hours.Special(
                                    LocalDate.parse(date.date()),
                                    date.name(),
                                    date.hours().stream()
                                            .map(span -> new Hours.Span(span.from(), span.to()))
                                            .toList()))
                            .toList(),
                    version);
        } catch (JsonProcessingException e) {
            throw new LiveException("directory.hours.unreadable", "Stored opening hours could not be read", e);
        }
    }
}
