// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

import java.util.List;

/** The server's options. They stand on its command line, so that a change of the product reaches old data too. */
final class ServerOptions {

    private static final long MEGABYTE = 1 << 20;

    private ServerOptions() {}

    /**
     * @param port TCP port on loopback
     * @param freeBytes free space where the data is: old log segments are kept for reuse where there is room, because
     *     making new ones is what the slowest commits wait for
     */
    static List<String> of(PostgresSettings settings, int port, long freeBytes) {
        long keptLog = Math.max(80, Math.min(2048, freeBytes / 20 / MEGABYTE));
        return List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "max_connections=" + settings.maxConnections(),
                "shared_buffers=" + settings.sharedBuffersMegabytes() + "MB",
                // Acknowledged means that it survives a power cut.
                "fsync=on",
                "full_page_writes=on",
                "synchronous_commit=on",
                "min_wal_size=" + keptLog + "MB",
                "max_wal_size=" + Math.max(1024, 2 * keptLog) + "MB",
                "wal_compression=on",
                "checkpoint_completion_target=0.9",
                // A new table grows fast: the planner must know it before its guesses have cost much.
                "autovacuum_naptime=5s",
                // Half as large again is time enough to look again: with a tenth, the default, a filling ledger is
                // looked at
                // every five seconds, which costs a tenth of all that the database does.
                "autovacuum_analyze_scale_factor=0.5",
                // No row, parameter or statement in the log: they hold personal data.
                "log_destination=stderr",
                "logging_collector=off",
                "log_line_prefix=",
                "log_error_verbosity=terse",
                "log_min_error_statement=panic",
                "log_checkpoints=off",
                // A client that is gone does not keep locks.
                "client_connection_check_interval=10s",
                "tcp_keepalives_idle=60",
                "timezone=UTC");
    }
}
