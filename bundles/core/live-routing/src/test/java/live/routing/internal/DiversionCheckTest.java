// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.HoursId;
import live.core.QueueId;
import live.directory.Hours;
import live.lib.router.Diversion.WhenClosed;
import live.lib.router.QueueRule;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;
import org.junit.jupiter.api.Test;

class DiversionCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final HoursId OFFICE = HoursId.next();
    private static final HoursId NEVER = HoursId.next();
    private static final QueueId SECOND = new QueueId(live.core.Uuid7.next());
    private static final QueueId THIRD = new QueueId(live.core.Uuid7.next());

    private final List<QueueDefinition> others = new ArrayList<>();

    private static DiversionDefinition diversion(
            WhenClosed whenClosed, QueueId closedQueue, int maxWaitSeconds, QueueId overflowQueue) {
        return new DiversionDefinition(
                Optional.of(OFFICE),
                whenClosed,
                Optional.ofNullable(closedQueue),
                maxWaitSeconds,
                Optional.ofNullable(overflowQueue));
    }

    private static QueueDefinition queue(QueueId id, DiversionDefinition diversion) {
        QueueDefinition sales = Centre.sales(30, 0);
        return new QueueDefinition(
                sales.tenant(),
                id,
                id.toString(),
                sales.medium(),
                0,
                List.of(),
                List.of(),
                30,
                0,
                0,
                sales.serviceLevelSeconds(),
                sales.strategy(),
                false,
                List.of(),
                List.of(new RingDefinition(120, 0, List.of(), List.of())),
                diversion,
                QueueRule.MAX_ATTEMPTS,
                true,
                1);
    }

    private List<String> findings(DiversionDefinition diversion) {
        Hours office = new Hours(
                OFFICE,
                "Office",
                ZoneOffset.UTC,
                List.of(new Hours.Weekly(DayOfWeek.MONDAY, new Hours.Span(0, 60))),
                List.of(),
                1);
        Hours never = new Hours(NEVER, "Never", ZoneOffset.UTC, List.of(), List.of(), 1);
        return DiversionCheck.of(queue(Centre.SALES, diversion), others, Map.of(OFFICE, office, NEVER, never), NOW)
                .stream()
                .map(finding -> finding.severity() + " " + finding.code() + " " + finding.field())
                .toList();
    }

    private static DiversionDefinition hours(HoursId hours) {
        return new DiversionDefinition(Optional.of(hours), WhenClosed.WAIT, Optional.empty(), 0, Optional.empty());
    }

    @Test
    void hoursMustBeThereAndShouldOpenSometime() {
        assertThat(findings(DiversionDefinition.NONE)).isEmpty();
        assertThat(findings(hours(OFFICE))).isEmpty();
        assertThat(findings(hours(NEVER))).containsExactly("WARNING hours.neverOpen hours");
        assertThat(findings(hours(HoursId.next()))).containsExactly("ERROR hours.unknown hours");
    }

    @Test
    void whereContactsGoMustBeToldAndBeAnotherQueue() {
        others.add(queue(SECOND, DiversionDefinition.NONE));
        assertThat(findings(diversion(WhenClosed.OVERFLOW, SECOND, 300, SECOND)))
                .isEmpty();
        assertThat(findings(diversion(WhenClosed.OVERFLOW, null, 300, null)))
                .containsExactly("ERROR closedQueue.missing closedQueue", "ERROR overflowQueue.missing overflowQueue");
        assertThat(findings(diversion(WhenClosed.OVERFLOW, Centre.SALES, 0, SECOND)))
                .containsExactly("ERROR closedQueue.itself closedQueue", "ERROR maxWaitSeconds.missing maxWaitSeconds");
        assertThat(findings(diversion(WhenClosed.OVERFLOW, THIRD, 300, THIRD)))
                .containsExactly("ERROR closedQueue.unknown closedQueue", "ERROR overflowQueue.unknown overflowQueue");
    }

    @Test
    void noWayLeadsBack() {
        others.add(queue(SECOND, diversion(WhenClosed.WAIT, null, 300, THIRD)));
        others.add(queue(THIRD, diversion(WhenClosed.OVERFLOW, Centre.SALES, 0, null)));
        assertThat(findings(diversion(WhenClosed.OVERFLOW, SECOND, 0, null)))
                .containsExactly("ERROR overflow.cycle closedQueue");
    }

    @Test
    void aRingThatOpensWhenContactsAreGoneIsDoubtful() {
        others.add(queue(SECOND, DiversionDefinition.NONE));
        assertThat(findings(diversion(WhenClosed.WAIT, null, 60, SECOND)))
                .containsExactly("WARNING overflow.beforeRing rings[0].afterSeconds");
    }
}
