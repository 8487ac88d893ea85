// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import live.core.cluster.NodeId;
import live.lib.router.Input;
import live.lib.router.Outcome;
import org.junit.jupiter.api.Test;

/** What the storms meet too seldom. */
class ForwardingTest {
    private static final long CLIENT = 7;
    private static final Forwarding.Holder HOLDER = new Forwarding.Holder(new NodeId(new UUID(0, 1)), 1);

    private final AtomicLong nanos = new AtomicLong();
    private final List<List<Long>> bundles = new ArrayList<>();
    private CompletableFuture<Integer> taken = new CompletableFuture<>();
    private final Forwarding forwarding = new Forwarding(
            (holder, client, commands) -> {
                bundles.add(commands.stream().map(Forwarding.Numbered::number).toList());
                taken = new CompletableFuture<>();
                return taken;
            },
            () -> {},
            CLIENT,
            nanos::get);

    private CompletableFuture<Outcome> add() {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        forwarding.add(new Input.Tick(), answer);
        return answer;
    }

    private void send() {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        forwarding.send(HOLDER);
    }

    @Test
    void whatHadNoRoomAndWasTakenWhenItCameOnceMoreIsAnswered() {
        CompletableFuture<Outcome> first = add();
        CompletableFuture<Outcome> second = add();
        send();
        taken.complete(1);
        forwarding.send(HOLDER);
        forwarding.done(CLIENT, 1, Outcome.DONE);
        forwarding.done(CLIENT, 2, Outcome.GONE);
        forwarding.answers().forEach(Turn.Answer::give);
        assertThat(first).isCompletedWithValue(Outcome.DONE);
        assertThat(second).isCompletedWithValue(Outcome.GONE);
        send();
        assertThat(bundles).containsExactly(List.of(1L, 2L));
    }

    @Test
    void aBundleOfWhichNothingIsHeardGoesAgainBeforeWhatCameLater() {
        add();
        send();
        add();
        taken.completeExceptionally(RoutingDomain.unavailable());
        send();
        taken.complete(1);
        send();
        assertThat(bundles).containsExactly(List.of(1L), List.of(1L), List.of(2L));
    }

    @Test
    void whatTheNextHolderHasNotDoneGoesToHimInItsOrder() {
        add();
        CompletableFuture<Outcome> second = add();
        send();
        taken.complete(2);
        add();
        forwarding.done(CLIENT, 1, Outcome.DONE);
        forwarding.epoch(2);
        send();
        assertThat(bundles).containsExactly(List.of(1L, 2L), List.of(2L, 3L));
        assertThat(second).isNotDone();
    }
}
