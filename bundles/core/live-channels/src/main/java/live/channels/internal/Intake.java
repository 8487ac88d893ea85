// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import live.channel.Acceptance;
import live.channels.internal.store.Arrival;
import live.channels.internal.store.Ledger;
import live.core.Meter;
import live.core.Meters;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.health.Health;
import live.core.health.HealthCheck;
import live.lib.sql.GroupCommit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Commits what all channels hand over, together. */
@Component(
        service = {Intake.class, HealthCheck.class},
        property = "name=channels.ledger")
public final class Intake implements HealthCheck {
    private static final int COMMITTERS = 2;
    private static final int CAPACITY = 10_000;
    private static final int LARGEST = 256;

    private final GroupCommit<Arrival, Acceptance.Accepted> commit;
    private final List<TaskHandle> committers = new ArrayList<>();
    private final Meter batches;
    private final AtomicLong failures = new AtomicLong();

    @Activate
    public Intake(@Reference Ledger ledger, @Reference Tasks tasks, @Reference Meters meters) {
        batches = meters.meter("live_channels_commit");
        commit = new GroupCommit<>(COMMITTERS, CAPACITY, LARGEST, arrivals -> {
            long begun = System.nanoTime();
            failures.incrementAndGet();
            List<Acceptance.Accepted> accepted = ledger.store(arrivals);
            failures.set(0);
            batches.took(java.time.Duration.ofNanos(System.nanoTime() - begun));
            batches.count(accepted.size());
            return accepted;
        });
        for (int i = 0; i < commit.lanes(); i++) {
            int lane = i;
            committers.add(tasks.run("channels.commit-" + lane, () -> commit.lane(lane)));
        }
    }

    @Deactivate
    public void close() {
        commit.close();
        committers.forEach(TaskHandle::close);
    }

    /** Stores a message; fails as {@link GroupCommit#submit} does. */
    CompletionStage<Acceptance.Accepted> store(Arrival arrival) {
        return commit.submit(arrival.affinity(), arrival);
    }

    @Override
    public Health check() {
        // One lane may be in the middle of a commit at any time; more failures than lanes are failures.
        return failures.get() <= commit.lanes() * 2L
                ? Health.OK
                : Health.down(
                        "channels.ledger.failing",
                        "The ledger cannot be written. Messages stay where they came from until the database works again.");
    }
}
