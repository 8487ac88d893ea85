// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the server. It lives no longer than the product, however that one ends: a small watcher beside it holds
 * the other end of a pipe and stops the server in order as soon as the pipe breaks. So there is no orphan after {@code
 * kill -9}, and closing the pipe is how the server is stopped.
 */
final class ServerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

    private static final String WATCHER =
            """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            (while read -r ignored; do :; done <&3; kill -INT $server) >/dev/null 2>&1 &
            watcher=$!
            exec 3<&-
            wait $server
            status=$?
            kill $watcher 2>/dev/null
            exit $status
            """;

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess start(Cluster cluster, int port, PostgresSettings settings) throws IOException {
        // A session of its own: Ctrl-C in the terminal must not stop the database before the product.
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(cluster.account().prefix());
        line.addAll(List.of("sh", "-c", WATCHER, "postgres-watcher"));
        line.add(cluster.programs().postgres().toString());
        line.add("-D");
        line.add(cluster.data().toString());
        long free = Files.getFileStore(cluster.data()).getUsableSpace();
        for (String option : ServerOptions.of(settings, port, free)) {
            line.add("-c");
            line.add(option);
        }
        return new ServerProcess(new ProcessBuilder(line)
                .directory(cluster.folder().toFile())
                .redirectErrorStream(true)
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Passes on what the server says until it has ended; blocks. Returns its exit status. */
    int follow() throws IOException, InterruptedException {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                pass(line);
            }
        }
        return process.waitFor();
    }

    private static void pass(String line) {
        if (line.startsWith("PANIC") || line.startsWith("FATAL") || line.startsWith("WARNING")) {
            LOG.warn("postgres.says: {}", line);
        } else {
            LOG.debug("{}", line);
        }
    }

    /** Stops the server: connections are cut, all that was committed is on disk. Blocks until it has ended. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            LOG.warn("postgres.stop.slow: the server did not stop within 60 s, its next start recovers from the log");
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
