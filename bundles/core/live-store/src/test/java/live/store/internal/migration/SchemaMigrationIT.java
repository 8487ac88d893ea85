// SPDX-License-Identifier: Apache-2.0
package live.store.internal.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import live.core.LiveException;
import live.test.postgres.PostgresServer;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchemaMigrationIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    private final SchemaMigration migration = new SchemaMigration(POSTGRES.dataSource());

    @Test
    void eachModuleHasASchemaOfItsOwn() throws SQLException {
        assertThat(migration.run(files("sample/V1__thing.sql"), "one")).isEqualTo(1);
        assertThat(migration.run(files("sample/V1__thing.sql"), "two")).isEqualTo(1);
        assertThat(ask("select count(*) from one.thing, two.thing")).isEqualTo("0");
    }

    @Test
    void whatHasRunDoesNotRunAgain() {
        migration.run(files("sample/V1__thing.sql"), "again");
        assertThat(migration.run(files("sample/V1__thing.sql"), "again")).isZero();
    }

    @Test
    void anUpdateOfTheModuleRunsWhatIsNew() throws SQLException {
        migration.run(files("sample/V1__thing.sql"), "grown");
        assertThat(migration.run(files("sample/V1__thing.sql", "sample/V2__index.sql"), "grown"))
                .isEqualTo(1);
        assertThat(ask("select count(*) from pg_indexes where schemaname = 'grown' and indexname = 'thing_again'"))
                .isEqualTo("1");
    }

    @Test
    void aMigrationThatFailsLeavesNothingBehind() throws SQLException {
        Throwable failure = catchThrowable(() -> migration.run(files("broken/V1__half.sql"), "broken"));
        assertThat(failure).isInstanceOf(FlywayException.class);
        assertThat(SchemaMigration.passes(failure)).isFalse();
        assertThat(ask("select count(*) from pg_tables where schemaname = 'broken' and tablename = 'first'"))
                .isEqualTo("0");
    }

    @Test
    void aMigrationThatWasChangedAfterItRanIsRefused() {
        migration.run(files("sample/V1__thing.sql"), "edited");
        assertThatThrownBy(() -> migration.run(files("changed/V1__thing.sql"), "edited"))
                .isInstanceOf(FlywayException.class);
    }

    @Test
    void aModuleWithoutTheFilesThatItAnnouncesIsRefused() {
        assertThatThrownBy(() -> migration.run(new BundleFiles(List.of()), "empty"))
                .isInstanceOfSatisfying(LiveException.class, refused -> assertThat(refused.code())
                        .isEqualTo("store.migration.missing"));
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedFor() {
        POSTGRES.stop();
        try {
            Throwable failure = catchThrowable(() -> migration.run(files("sample/V1__thing.sql"), "later"));
            assertThat(SchemaMigration.passes(failure)).isTrue();
        } finally {
            POSTGRES.start();
        }
        assertThat(migration.run(files("sample/V1__thing.sql"), "later")).isEqualTo(1);
    }

    private static BundleFiles files(String... names) {
        return new BundleFiles(Stream.of(names).map(SchemaMigrationIT::file).toList());
    }

    private static URL file(String name) {
        return SchemaMigrationIT.class.getResource("/db/migration/" + name);
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
