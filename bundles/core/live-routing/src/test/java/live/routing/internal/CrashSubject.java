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
import live.core.UserId;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.WorkId;

/** A contact centre under load that writes what it was told to a file until it is killed. */
final class CrashSubject {
    private static final int SUBMITTERS = 8;

    private final Centre centre;
    private final FileChannel told;

    private CrashSubject(Centre centre, FileChannel told) {
        this.centre = centre;
        this.told = told;
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

    private void submit() {
        try {
            while (true) {
                WorkId work = Centre.work();
                Instant since = Instant.ofEpochMilli(System.currentTimeMillis());
                Outcome outcome = Centre.done(centre.router.submit(
                        work, Centre.request(Centre.SALES, (int) (since.toEpochMilli() % 10), since)));
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
            centre.ready(agent);
            while (true) {
                for (Offer offer : centre.desk.offers(Centre.TENANT, agent)) {
                    tell("O " + offer.id() + " " + offer.work() + " " + agent);
                    if (Centre.done(centre.desk.accept(Centre.TENANT, agent, offer.id())) instanceof Outcome.Done) {
                        tell("A " + offer.work() + " " + agent);
                    }
                }
                for (Assignment assignment : centre.desk.assignments(Centre.TENANT, agent)) {
                    if (Math.random() < 0.7
                            && Centre.done(centre.desk.wrapUp(Centre.TENANT, agent, assignment.work(), ""))
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
