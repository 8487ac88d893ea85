// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.BY_THE_PLATFORM;
import static live.routing.internal.Centre.GERMAN;
import static live.routing.internal.Centre.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import live.core.QueueId;
import live.core.TeamId;
import live.core.UserId;
import live.core.Uuid7;
import live.lib.router.QueueRule;
import live.lib.sql.DatabaseException;
import live.routing.Skill;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.QueueVersion;
import live.routing.internal.store.Queues;
import live.routing.internal.store.RingDefinition;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queues and their versions in the database. */
class QueuesIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private Queues queues;

    @BeforeEach
    void open() {
        queues = new Queues(POSTGRES.dataSource());
    }

    private static QueueDefinition queue(String name, long version, RingDefinition... rings) {
        return queue(new QueueId(Uuid7.next()), name, version, rings);
    }

    private static QueueDefinition queue(QueueId id, String name, long version, RingDefinition... rings) {
        return new QueueDefinition(
                TENANT,
                id,
                name,
                Optional.empty(),
                3,
                List.of(new Skill(GERMAN, 4)),
                List.of(new Skill(GERMAN, 5)),
                20,
                60,
                10,
                OptionalInt.of(90),
                "cyclic",
                true,
                List.of(new TeamId(Uuid7.next())),
                List.of(rings),
                DiversionDefinition.NONE,
                QueueRule.MAX_ATTEMPTS,
                true,
                version);
    }

    private static RingDefinition ring() {
        return new RingDefinition(
                30, 5, List.of(new RingDefinition.Enough(GERMAN, 0)), List.of(new TeamId(Uuid7.next())));
    }

    @Test
    void whatIsStoredIsReadBackWhole() {
        QueueDefinition queue = queue("Whole " + Uuid7.next(), 1, ring(), ring());
        assertThat(queues.create(queue, BY_THE_PLATFORM, connection -> {})).isTrue();
        assertThat(queues.find(TENANT, queue.id())).contains(queue);
        assertThat(queues.all(TENANT)).contains(queue);
        assertThat(queues.create(queue, BY_THE_PLATFORM, connection -> {})).isFalse();
        QueueDefinition namesake = queue(queue.name().toUpperCase(java.util.Locale.ROOT), 1);
        assertThatThrownBy(() -> queues.create(namesake, BY_THE_PLATFORM, connection -> {}))
                .isInstanceOfSatisfying(DatabaseException.class, taken -> assertThat(taken.state())
                        .isEqualTo("23505"));
    }

    @Test
    void everyChangeIsAVersionAndNoneIsLost() {
        QueueDefinition first = queue("Versions " + Uuid7.next(), 1);
        UserId ann = Centre.ANN;
        queues.create(first, BY_THE_PLATFORM, connection -> {});
        QueueDefinition second = queue(first.id(), first.name(), 1, ring());
        assertThat(queues.change(second, by(ann, QueueVersion.Act.CHANGE, 0), connection -> {}))
                .isTrue();
        // Somebody with an old page changes nothing and leaves no version.
        assertThat(queues.change(second, by(ann, QueueVersion.Act.CHANGE, 0), connection -> {}))
                .isFalse();
        assertThat(queues.change(queue(first.id(), "Back", 2), by(ann, QueueVersion.Act.ROLLBACK, 1), connection -> {}))
                .isTrue();

        List<QueueVersion> versions = queues.versions(TENANT, first.id(), Long.MAX_VALUE, 10);
        assertThat(versions).extracting(version -> version.queue().version()).containsExactly(3L, 2L, 1L);
        assertThat(versions.get(0).change()).isEqualTo(by(ann, QueueVersion.Act.ROLLBACK, 1));
        assertThat(versions.get(1).queue().rings()).isEqualTo(second.rings());
        assertThat(versions.get(2).change()).isEqualTo(BY_THE_PLATFORM);
        assertThat(queues.versions(TENANT, first.id(), 3, 1))
                .singleElement()
                .satisfies(version -> assertThat(version.queue().version()).isEqualTo(2));

        // The same id again after its end: its versions go on.
        queues.remove(TENANT, first.id(), connection -> {});
        queues.create(first, BY_THE_PLATFORM, connection -> {});
        assertThat(queues.find(TENANT, first.id()).orElseThrow().version()).isEqualTo(4);
        assertThat(queues.versions(TENANT, first.id(), Long.MAX_VALUE, 10)).hasSize(4);
        queues.remove(TENANT, first.id(), connection -> {});
    }

    private static QueueVersion.Change by(UserId user, QueueVersion.Act act, long to) {
        return new QueueVersion.Change(Optional.of(user), act, to == 0 ? OptionalLong.empty() : OptionalLong.of(to));
    }

    @Test
    void theQueueThatIsThereFromTheBeginningIsReadable() {
        QueueDefinition unsorted = queues.find(TENANT, QueueId.UNSORTED).orElseThrow();
        assertThat(unsorted.name()).isEqualTo("Unsorted");
        assertThat(queues.versions(TENANT, QueueId.UNSORTED, Long.MAX_VALUE, 1000))
                .isNotEmpty();
    }
}
