// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {

    private static final long GIGABYTE = 1L << 30;

    @Test
    void whatIsCommittedSurvivesAPowerCut() {
        assertThat(options(100 * GIGABYTE)).contains("fsync=on", "synchronous_commit=on", "full_page_writes=on");
    }

    @Test
    void keepsLogSegmentsWhereThereIsRoom() {
        assertThat(options(100 * GIGABYTE)).contains("min_wal_size=2048MB", "max_wal_size=4096MB");
    }

    @Test
    void takesNoMoreThanATwentiethOfWhatIsFree() {
        assertThat(options(10 * GIGABYTE)).contains("min_wal_size=512MB", "max_wal_size=1024MB");
    }

    @Test
    void asksForTheSmallestLogThatTheServerAcceptsOnAFullDisk() {
        assertThat(options(0)).contains("min_wal_size=80MB");
    }

    @Test
    void listensOnLoopbackAlone() {
        assertThat(options(GIGABYTE)).contains("listen_addresses=127.0.0.1", "unix_socket_directories=");
    }

    private static List<String> options(long freeBytes) {
        return ServerOptions.of(ClusterIT.SETTINGS, 5432, freeBytes);
    }
}
