// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import live.core.UserId;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.WorkId;
import live.routing.WorkRequest;

/** A contact centre under load that writes what it was told to a file until it is killed. */
final class CrashSubject {
    private static final int SUBMITTERS = 8;

    private final Centre centre;
    private final FileChannel told;

    private CrashSubject(Centre centre, FileChannel told) {
        this.centre = centre;
        this.told = told;
    }

    /** A process of its own that routes on this database and writes to this file. */
    static Process start(String url, Path told) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashSubject.class.getName(),
                        url,
                        told.toString())
                .inheritIO()
                .start();
    }

    /** Arguments: JDBC address, file. */
    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        CrashSubject subject = new CrashSubject(
                new Centre(new HikariDataSource(config)),
                FileChannel.open(
                        Path.of(arguments[1]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND));
        while (!subject.centre.open()) {
            Thread.sleep(20);
        }
        for (int i = 0; i < SUBMITTERS; i++) {
            new Thread(subject::submit).start();
        }
        new Thread(() -> subject.work(Centre.ANN)).start();
        new Thread(() -> subject.work(Centre.BOB)).start();
        subject.tell("R");
    }

    /** What is written here survives the process, though not the machine. */
    private void tell(String line) throws IOException {
        synchronized (told) {
            told.write(StandardCharsets.UTF_8.encode(line + "\n"));
        }
    }

    /** The same until there is an answer: before, nobody can tell whether it was done. */
    private static Outcome answered(Supplier<CompletionStage<Outcome>> command) throws InterruptedException {
        while (true) {
            try {
                return Centre.done(command.get());
            } catch (ExecutionException | TimeoutException e) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private void submit() {
        try {
            while (true) {
                WorkId work = Centre.work();
                // Since then by every clock, so that its place is exactly that.
                Instant since = Instant.ofEpochMilli(System.currentTimeMillis() - 1_000);
                WorkRequest request = Centre.request(Centre.SALES, (int) (since.toEpochMilli() % 10), since);
                Outcome outcome = answered(() -> centre.router.submit(work, request));
                if (outcome instanceof Outcome.Done) {
                    tell("S " + work + " " + since.toEpochMilli());
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void work(UserId agent) {
        try {
            answered(() -> centre.desk.presence(Centre.TENANT, agent, AgentDesk.Presence.READY, ""));
            while (true) {
                for (Offer offer : centre.desk.offers(Centre.TENANT, agent)) {
                    tell("O " + offer.id() + " " + offer.work() + " " + agent);
                    if (answered(() -> centre.desk.accept(Centre.TENANT, agent, offer.id())) instanceof Outcome.Done) {
                        tell("A " + offer.work() + " " + agent);
                    }
                }
                for (Assignment assignment : centre.desk.assignments(Centre.TENANT, agent)) {
                    if (Math.random() < 0.7
                            && answered(() -> centre.desk.wrapUp(Centre.TENANT, agent, assignment.work(), ""))
                                    instanceof Outcome.Done) {
                        tell("E " + assignment.work() + " " + agent);
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
