// SPDX-License-Identifier: Apache-2.0
package live.core.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import live.core.LiveException;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditQuery;
import live.core.audit.AuditRecord;
import live.core.audit.AuditVerdict;
import live.core.internal.key.TestKeys;
import live.core.internal.task.TestTasks;
import live.core.store.Keys;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AuditIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core");

    @TempDir
    static Path folder;

    private final TestTasks tasks = new TestTasks();
    /** A chain of its own for each test. */
    private final TenantId tenant = new TenantId(UUID.randomUUID());

    private final UserId user = new UserId(UUID.randomUUID());
    private final Principal actor = new Principal(tenant, user, "Ada", Set.of());
    private ChainedTrail trail;

    @BeforeEach
    void begin() {
        Keys keys = TestKeys.of(POSTGRES.dataSource(), folder);
        Witness witness = new Witness(folder.resolve("audit-heads"));
        Sealer sealer = new Sealer(POSTGRES.dataSource(), keys, witness, tasks.tasks());
        trail = new ChainedTrail(POSTGRES.dataSource(), keys, witness, sealer);
    }

    @AfterEach
    void end() {
        POSTGRES.start();
        tasks.close();
    }

    @Test
    void whatIsRecordedIsSealedAndTheChainIsWhole() {
        record(20);
        AuditVerdict verdict = trail.verify(tenant);
        assertThat(verdict.ok()).isTrue();
        assertThat(verdict.entries()).isEqualTo(20);
        assertThat(verdict.sealedHead())
                .isEqualTo(trail.search(tenant, AuditQuery.newest(1)).get(0).hash());
    }

    @Test
    void anAlteredEntryIsFound() throws SQLException {
        record(5);
        execute("update core.audit_log set details = '{\"n\": 99}' where tenant = '" + tenant + "' and sequence = 3");
        assertThat(trail.verify(tenant).firstBroken()).hasValue(3);
    }

    @Test
    void aRemovedEntryIsFound() throws SQLException {
        record(5);
        execute("delete from core.audit_log where tenant = '" + tenant + "' and sequence = 2");
        assertThat(trail.verify(tenant).firstBroken()).hasValue(2);
    }

    @Test
    void aChainThatWasCutOffIsFoundEvenWithAHeadThatFits() throws SQLException {
        record(5);
        execute("delete from core.audit_log where tenant = '" + tenant + "' and sequence = 5");
        execute(
                "update core.audit_head h set sequence = 4, hash = l.hash from core.audit_log l where h.tenant = l.tenant"
                        + " and l.sequence = 4 and l.tenant = '" + tenant + "'");
        assertThat(trail.verify(tenant).firstBroken()).hasValue(5);
    }

    @Test
    void aTrailThatIsGoneWithItsHeadIsMissed() throws SQLException {
        record(5);
        assertThat(statement("delete from core.audit_log where tenant = '" + tenant + "'"))
                .isEqualTo(5);
        execute("delete from core.audit_head where tenant = '" + tenant + "'");
        assertThat(trail.verify(tenant).firstBroken()).hasValue(1);
    }

    @Test
    void anOlderStateThatIsPutBackWithItsOwnHeadIsFoundAlsoAfterItHasGrownAgain() throws SQLException {
        record(3);
        execute("create table core.old_head as select * from core.audit_head where tenant = '" + tenant + "'");
        record(2);
        assertThat(statement("delete from core.audit_log where sequence > 3 and tenant = '" + tenant + "'"))
                .isEqualTo(2);
        execute("update core.audit_head h set sequence = o.sequence, hash = o.hash, seal = o.seal"
                + " from core.old_head o where h.tenant = o.tenant");
        assertThat(trail.verify(tenant).firstBroken()).hasValue(4);

        record(4);
        assertThat(trail.verify(tenant).firstBroken()).hasValue(5);
        assertThat(statement("drop table core.old_head")).isZero();
    }

    @Test
    void aTransactionThatRollsBackRecordsNothing() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            trail.record(connection, entry(1));
            connection.rollback();
            connection.setAutoCommit(true);
        }
        record(1);
        assertThat(trail.verify(tenant).entries()).isEqualTo(1);
    }

    @Test
    void theSearchNarrowsByActorActionAndSubjectAndPagesBackwards() {
        record(3);
        trail.record(new AuditEntry(Principal.system(tenant, "routing"), "routing.queue.create", "queue:1", "{}"));
        await().until(() -> trail.verify(tenant).unsealedTail() == 0);
        assertThat(trail.search(tenant, query(Optional.of("system:routing"), Optional.empty(), OptionalLong.empty())))
                .extracting(AuditRecord::action)
                .containsExactly("routing.queue.create");
        assertThat(trail.search(tenant, query(Optional.of(user.toString()), Optional.of("test."), OptionalLong.of(3))))
                .extracting(AuditRecord::sequence)
                .containsExactly(2L, 1L);
    }

    @Test
    void aSubjectIsFoundWithItsKindOrByItsIdAloneAndAtOnce() {
        trail.record(entry(7));
        for (String subject : new String[] {"thing:7", "7"}) {
            assertThat(trail.search(tenant, about(subject)))
                    .extracting(AuditRecord::subject)
                    .containsExactly("thing:7");
        }
        assertThat(trail.search(tenant, about("other:7"))).isEmpty();
    }

    @Test
    void withoutADatabaseTheActIsRefused() {
        POSTGRES.stop();
        assertThatThrownBy(() -> trail.record(entry(1)))
                .isInstanceOfSatisfying(
                        LiveException.class, e -> assertThat(e.code()).isEqualTo("audit.unavailable"));
    }

    private void record(int count) {
        for (int i = 1; i <= count; i++) {
            trail.record(entry(i));
        }
        await().until(() -> trail.verify(tenant).unsealedTail() == 0);
    }

    private AuditEntry entry(int number) {
        return new AuditEntry(actor, "test.thing.change", "thing:" + number, "{\"n\":   " + number + "}");
    }

    private static AuditQuery query(Optional<String> actor, Optional<String> action, OptionalLong before) {
        return new AuditQuery(Optional.empty(), Optional.empty(), actor, action, Optional.empty(), before, 10);
    }

    private static AuditQuery about(String subject) {
        return new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(subject),
                OptionalLong.empty(),
                10);
    }

    private static void execute(String sql) throws SQLException {
        assertThat(statement(sql)).isEqualTo(1);
    }

    private static int statement(String sql) throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
