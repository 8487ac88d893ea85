// SPDX-License-Identifier: Apache-2.0
package live.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresServerIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("sample");

    @Test
    void commitsAreDurable() throws SQLException {
        assertThat(ask("show fsync")).isEqualTo("on");
        assertThat(ask("show synchronous_commit")).isEqualTo("on");
    }

    @Test
    void whatWasCommittedSurvivesACrashOfTheServer() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into sample.thing values (7)");
        }
        POSTGRES.stop();
        assertThatThrownBy(() -> POSTGRES.dataSource().getConnection().close()).isInstanceOf(SQLException.class);
        POSTGRES.start();
        assertThat(ask("select id from sample.thing")).isEqualTo("7");
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
