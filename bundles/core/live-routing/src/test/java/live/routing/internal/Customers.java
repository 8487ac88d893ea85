// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.Request;

/** A channel with customers: what is not acknowledged is submitted again, and some customers change their minds. */
final class Customers {
    private final Storm storm;
    private final int number;
    private final long within;
    private final Set<UUID> unanswered = new HashSet<>();
    private int came;

    Customers(Storm storm, int number, long within) {
        this.storm = storm;
        this.number = number;
        this.within = within;
    }

    void begin() {
        for (int contact = 0; contact < number; contact++) {
            UUID work = new UUID(4, contact);
            storm.in(storm.random.nextInt((int) within), () -> come(work));
        }
    }

    private void come(UUID work) {
        came++;
        unanswered.add(work);
        Request request = Request.of(work, Storm.queue(storm.random.nextInt(2)), "chat", storm.now())
                .withPriority(storm.random.nextInt(4));
        submit(
                storm.random.nextInt(4) == 0
                        ? request.preferring(Storm.agent(storm.random.nextInt(3)), storm.now() + 3_000)
                        : request);
    }

    private void submit(Request request) {
        if (!unanswered.contains(request.work())) {
            return;
        }
        storm.send(new Input.Submit(request), outcome -> {
            if (outcome == Outcome.DONE && unanswered.remove(request.work()) && storm.random.nextInt(8) == 0) {
                storm.in(storm.random.nextInt(20_000), () -> cancel(request.work()));
            }
        });
        storm.in(500 + storm.random.nextInt(2_500), () -> submit(request));
    }

    private void cancel(UUID work) {
        if (!storm.witness.isOver(work)) {
            storm.send(new Input.Cancel(work, "changed his mind"), outcome -> {});
            storm.in(500 + storm.random.nextInt(2_500), () -> cancel(work));
        }
    }

    /** How many came and are not served. */
    long waiting() {
        return unanswered.size()
                + storm.witness.acknowledged().stream()
                        .filter(work -> !storm.witness.isOver(work))
                        .count();
    }

    boolean content() {
        return came == number && waiting() == 0;
    }
}
