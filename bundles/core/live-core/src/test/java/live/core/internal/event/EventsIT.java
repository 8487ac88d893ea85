// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import live.core.Principal;
import live.core.TenantId;
import live.core.Uuid7;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.event.NewEvent;
import live.core.internal.task.TestTasks;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventsIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core");

    private static final Principal ACTOR = Principal.system(TenantId.DEFAULT, "test");

    private final TestTasks tasks = new TestTasks();
    private EventTable events;
    private Sequencer sequencer;

    @BeforeEach
    void begin() {
        events = new EventTable(POSTGRES.dataSource());
        sequencer = new Sequencer(events, tasks.tasks());
    }

    @AfterEach
    void end() throws Exception {
        POSTGRES.start();
        tasks.close();
    }

    @Test
    void aReaderNeverPassesACommitThatComesLate() throws Exception {
        long before = settled();
        UUID early = Uuid7.next();
        UUID late = Uuid7.next();
        try (Connection slow = POSTGRES.dataSource().getConnection()) {
            slow.setAutoCommit(false);
            events.append(slow, List.of(event(early)));
            commit(late);
            await().until(() -> events.head() > before);
            slow.commit();
            slow.setAutoCommit(true);
        }
        events.committed();
        await().untilAsserted(() -> assertThat(events.after(before, 10))
                .extracting(Event::aggregate)
                .containsExactly(late, early));
    }

    @Test
    void whatIsRolledBackHasNeverHappened() throws Exception {
        long before = settled();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            events.append(connection, List.of(event(Uuid7.next())));
            connection.rollback();
            connection.setAutoCommit(true);
        }
        UUID after = Uuid7.next();
        commit(after);
        await().untilAsserted(() -> assertThat(events.after(before, 10))
                .extracting(Event::aggregate)
                .containsExactly(after));
    }

    @Test
    void anEventCarriesWhatItWasGiven() throws Exception {
        long before = settled();
        UUID aggregate = Uuid7.next();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            events.append(connection, List.of(new NewEvent("test.thing.made", aggregate, ACTOR, "{\"size\": 3}")));
        }
        await().until(() -> events.head() > before);
        Event event = events.after(before, 1).get(0);
        assertThat(event.tenant()).isEqualTo(TenantId.DEFAULT);
        assertThat(event.type()).isEqualTo("test.thing.made");
        assertThat(event.actor()).isEqualTo(Principal.SYSTEM_USER);
        assertThat(event.data()).isEqualTo("{\"size\": 3}");
    }

    @Test
    void whatIsForEveryNodeComesToEveryNode() throws Exception {
        List<UUID> here = new CopyOnWriteArrayList<>();
        List<UUID> there = new CopyOnWriteArrayList<>();
        Reading one = new Reading(memory(here), events, sequencer, tasks.tasks());
        Reading two = new Reading(memory(there), events, sequencer, tasks.tasks());

        UUID news = Uuid7.next();
        commit(news);

        await().untilAsserted(() -> assertThat(here).contains(news));
        await().untilAsserted(() -> assertThat(there).contains(news));
        await().untilAsserted(() -> assertThat(one.lag()).isZero());
        one.close();
        two.close();
    }

    private static EventConsumer memory(List<UUID> heard) {
        return new EventConsumer() {
            @Override
            public String name() {
                return "test.memory";
            }

            @Override
            public boolean everyNode() {
                return true;
            }

            @Override
            public void consume(List<Event> batch) {
                batch.forEach(event -> heard.add(event.aggregate()));
            }
        };
    }

    @Test
    void twoSequencersKeepOneOrder() throws Exception {
        long before = settled();
        new Sequencer(new EventTable(POSTGRES.dataSource()), tasks.tasks());
        List<UUID> written = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            UUID id = Uuid7.next();
            written.add(id);
            commit(id);
        }
        await().untilAsserted(() -> assertThat(events.after(before, 1_000))
                .extracting(Event::aggregate)
                .containsExactlyElementsOf(written));
    }

    @Test
    void aConsumerGetsEveryEventInOrderAndGoesOnWhereItStopped() throws Exception {
        settled();
        Consumers consumers = new Consumers(events, sequencer, tasks.tasks());
        Collector first = new Collector("test.resume");
        consumers.add(first);
        UUID a = Uuid7.next();
        commit(a);
        await().until(() -> first.seen.contains(a));
        consumers.remove(first);
        UUID b = Uuid7.next();
        commit(b);
        Collector second = new Collector("test.resume");
        consumers.add(second);
        await().until(() -> second.seen.contains(b));
        assertThat(second.seen).doesNotContain(a);
        assertThat(first.seen).doesNotContain(b);
        consumers.deactivate();
    }

    @Test
    void whatAConsumerFailsOnComesAgain() throws Exception {
        settled();
        AtomicBoolean broken = new AtomicBoolean(true);
        Collector collector = new Collector("test.again") {
            @Override
            public void consume(List<Event> batch) {
                if (broken.getAndSet(false)) {
                    throw new IllegalStateException("not yet");
                }
                super.consume(batch);
            }
        };
        Consumers consumers = new Consumers(events, sequencer, tasks.tasks());
        consumers.add(collector);
        UUID id = Uuid7.next();
        commit(id);
        await().until(() -> collector.seen.contains(id));
        consumers.deactivate();
    }

    @Test
    void aCrashOfTheDatabaseLosesAndDoublesNothing() throws Exception {
        long before = settled();
        UUID a = Uuid7.next();
        commit(a);
        POSTGRES.stop();
        POSTGRES.start();
        UUID b = Uuid7.next();
        commit(b);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(events.after(before, 10))
                .extracting(Event::aggregate)
                .containsExactly(a, b));
    }

    /** Waits until what other tests have written is sequenced. */
    private long settled() throws Exception {
        UUID mark = Uuid7.next();
        commit(mark);
        await().atMost(Duration.ofSeconds(20)).until(() -> events.after(Math.max(0, events.head() - 1), 5).stream()
                .anyMatch(event -> event.aggregate().equals(mark)));
        return events.head();
    }

    private void commit(UUID aggregate) throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            events.append(connection, List.of(event(aggregate)));
        }
        events.committed();
    }

    private static NewEvent event(UUID aggregate) {
        return new NewEvent("test.thing.happened", aggregate, ACTOR, "{}");
    }

    private static class Collector implements EventConsumer {
        final List<UUID> seen = new CopyOnWriteArrayList<>();
        private final String name;

        Collector(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void consume(List<Event> batch) {
            batch.forEach(event -> seen.add(event.aggregate()));
        }
    }
}
