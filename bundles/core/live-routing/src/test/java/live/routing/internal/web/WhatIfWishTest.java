// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import live.core.HoursId;
import live.core.LiveException;
import live.core.web.Problem;
import live.directory.Hours;
import live.lib.router.simulation.Shift;
import live.routing.internal.Books;
import live.routing.internal.WhatIf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is played is what is asked for, whatever times somebody writes. */
class WhatIfWishTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofHours(24));

    private static final Hours OFFICE = new Hours(
            HoursId.next(),
            "Office",
            ZoneOffset.UTC,
            Stream.of(DayOfWeek.values())
                    .map(day -> new Hours.Weekly(day, new Hours.Span(9 * 60, 17 * 60)))
                    .toList(),
            List.of(),
            1);

    private static WhatIf.Question ask(
            int queues, @Nullable Instant begin, int minutes, int intervals, WhatIfWish.PeopleWish... people) {
        return new WhatIfWish(
                        null,
                        begin,
                        minutes,
                        intervals,
                        null,
                        new WhatIfWish.PastWish(1.0),
                        null,
                        null,
                        null,
                        List.of(people),
                        null,
                        null,
                        null,
                        null)
                .question(Books.keeping(OFFICE, queues), Map.of(), Map.of(), NOW);
    }

    private static WhatIfWish.PeopleWish people(@Nullable Instant from, @Nullable Instant until) {
        return new WhatIfWish.PeopleWish(null, 1, null, null, null, from, until);
    }

    @Test
    void nobodyIsAtWorkBeyondWhatIsPlayed() {
        WhatIf.Question question = ask(
                1,
                BEGIN,
                60,
                24,
                people(Instant.MIN, Instant.MAX),
                people(BEGIN.plusSeconds(60), null),
                people(END.plusSeconds(1), Instant.MAX));
        assertThat(question.shifts())
                .extracting(Shift::from, Shift::until)
                .containsExactly(
                        tuple(BEGIN.toEpochMilli(), END.toEpochMilli()),
                        tuple(BEGIN.toEpochMilli() + 60_000, END.toEpochMilli()));
        assertThat(question.turns()).isNotEmpty().allMatch(turn -> turn.at() <= END.toEpochMilli());
    }

    @Test
    void timesThatNobodyMeansAreRefused() {
        assertThatThrownBy(() -> ask(1, Instant.MAX, 60, 24)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> ask(1, BEGIN, 60, 24, people(END, BEGIN)))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::field)
                        .containsExactly("people[0].until"));
    }

    @Test
    void whoOpensTooOftenIsAskedForLess() {
        assertThatThrownBy(() -> ask(200, BEGIN, 24 * 60, 400))
                .isInstanceOfSatisfying(
                        LiveException.class, e -> assertThat(e.code()).isEqualTo(WhatIf.TOO_LARGE));
    }
}
