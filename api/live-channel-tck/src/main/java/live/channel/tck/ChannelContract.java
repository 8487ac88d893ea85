// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.channel.Channel;
import live.channel.ChannelStatus;
import live.channel.Content;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.tck.RehearsalHost.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a channel promises. Extend it and say how to reach the outside world; every test gets a new peer. */
@SuppressWarnings("NullAway.Init")
public abstract class ChannelContract {
    /** How often a channel is started and stopped to see whether it leaves anything behind. */
    protected static final int CYCLES = 200;

    /** How many lives with classes of their own it gets, to see whether anybody keeps them. */
    private static final int LIVES = 20;

    private static final String UMLAUTS = "Günaydın — 20 € für “Łódź” 👍";

    private Peer peer;
    private Ledger ledger;
    private final List<Run> runs = new ArrayList<>();

    /** A new outside world, with nothing written yet. */
    protected abstract Peer newPeer() throws Exception;

    /** How long to wait for anything that must happen. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** A channel between its start and its stop. */
    private record Run(Channel channel, RehearsalHost host) {
        void stop() throws InterruptedException {
            channel.stop();
            host.close();
        }
    }

    @BeforeEach
    final void openPeer() throws Exception {
        peer = newPeer();
        ledger = new Ledger();
    }

    @AfterEach
    final void closePeer() throws Exception {
        try {
            for (Run run : List.copyOf(runs)) {
                stop(run);
            }
        } finally {
            peer.close();
        }
    }

    @Test
    public void it_starts_and_tells_that_it_is_up() {
        Run run = start();
        awaitUp(run);
    }

    @Test
    public void a_message_from_outside_is_handed_over_once_with_its_text_and_sender() {
        start();
        peer.write("ada", "one", UMLAUTS);
        awaitAccepted(1);
        Inbound message = ledger.accepted().get(0);
        assertThat(text(message)).contains(UMLAUTS);
        assertThat(message.from().kind()).isEqualTo(peer.address("ada").kind());
        assertThat(message.from().value()).isEqualTo(peer.address("ada").value());
        assertThat(message.conversationKey()).isNotBlank();
        awaitConfirmed();
    }

    @Test
    public void what_was_written_while_it_was_off_is_handed_over_when_it_starts() {
        peer.write("ada", "one", "first");
        peer.write("bob", "two", "second");
        start();
        awaitAccepted(2);
        awaitConfirmed();
    }

    @Test
    public void messages_of_one_conversation_keep_their_order() {
        start();
        IntStream.range(0, 30).forEach(i -> peer.write("ada", "one", "message " + i + "."));
        awaitAccepted(30);
        for (int i = 0; i < 30; i++) {
            assertThat(text(ledger.accepted().get(i))).contains("message " + i + ".");
        }
        assertThat(ledger.accepted().stream().map(Inbound::conversationKey).distinct())
                .hasSize(1);
    }

    @Test
    public void two_conversations_are_told_apart() {
        start();
        peer.write("ada", "one", "from ada");
        peer.write("bob", "two", "from bob");
        awaitAccepted(2);
        assertThat(ledger.accepted().stream().map(Inbound::conversationKey).distinct())
                .hasSize(2);
    }

    @Test
    public void the_same_message_twice_is_recognised() {
        start();
        peer.write("ada", "one", "once");
        awaitAccepted(1);
        if (peer.writeAgain()) {
            await().atMost(patience()).until(() -> ledger.duplicates() > 0);
            awaitConfirmed();
            peer.write("ada", "one", "twice");
            awaitAccepted(2);
            assertThat(ledger.accepted()).hasSize(2);
        }
    }

    @Test
    public void what_the_platform_defers_stays_outside_and_comes_again_in_order() {
        ledger.deferNext(3);
        start();
        IntStream.range(0, 5).forEach(i -> peer.write("ada", "one", "message " + i + "."));
        awaitAccepted(5);
        for (int i = 0; i < 5; i++) {
            assertThat(text(ledger.accepted().get(i))).contains("message " + i + ".");
        }
        awaitConfirmed();
    }

    @Test
    public void nothing_is_confirmed_before_the_platform_has_committed_it() throws Exception {
        ledger.fallSilent();
        Run run = start();
        peer.write("ada", "one", "precious");
        await().atMost(patience()).until(() -> ledger.handedOver() > 0);
        assertThat(peer.unconfirmed()).isEqualTo(1);
        stop(run);
        assertThat(peer.unconfirmed()).isEqualTo(1);

        ledger.take();
        start();
        awaitAccepted(1);
        awaitConfirmed();
    }

    @Test
    public void a_platform_that_breaks_loses_nothing() {
        ledger.failNext(2);
        start();
        peer.write("ada", "one", "first");
        peer.write("bob", "two", "second");
        awaitAccepted(2);
        awaitConfirmed();
    }

    @Test
    public void a_refused_message_does_not_hold_up_the_others_nor_come_again_and_again() {
        ledger.refuseNext(1);
        start();
        peer.write("ada", "one", "refused");
        await().atMost(patience()).until(() -> ledger.handedOver() > 0);
        peer.write("bob", "two", "taken");
        awaitAccepted(1);
        assertThat(text(ledger.accepted().get(0))).contains("taken");
        assertThat(ledger.handedOver()).isLessThan(10);
    }

    @Test
    public void a_message_goes_out_with_its_text() {
        Run run = start();
        awaitUp(run);
        Delivery delivery = send(run, "ada", "one", UMLAUTS);
        assertThat(delivery).isInstanceOf(Delivery.Sent.class);
        await().atMost(patience()).until(() -> !peer.received().isEmpty());
        assertThat(peer.received().get(0).text()).contains(UMLAUTS);
        assertThat(peer.received().get(0).party()).isEqualTo("ada");
    }

    @Test
    public void messages_of_one_conversation_go_out_once_each_and_in_order() {
        Run run = start();
        awaitUp(run);
        for (int i = 0; i < 20; i++) {
            assertThat(send(run, "ada", "one", "answer " + i + ".")).isInstanceOf(Delivery.Sent.class);
        }
        await().atMost(patience()).until(() -> peer.received().size() >= 20);
        assertThat(peer.received()).hasSize(20);
        for (int i = 0; i < 20; i++) {
            assertThat(peer.received().get(i).text()).contains("answer " + i + ".");
        }
    }

    @Test
    public void a_full_window_of_sends_is_taken() {
        Run run = start();
        awaitUp(run);
        int window = Math.min(run.channel().info().window(), 50);
        List<CompletionStage<Delivery>> sends = new ArrayList<>();
        for (int i = 0; i < window; i++) {
            String party = "person" + i;
            sends.add(run.channel().send(RehearsalMessage.text(peer.address(party), "c" + i, "hello " + i)));
        }
        for (CompletionStage<Delivery> send : sends) {
            assertThat(delivery(run, send)).isInstanceOf(Delivery.Sent.class);
        }
        await().atMost(patience()).until(() -> peer.received().size() == window);
    }

    @Test
    public void while_the_peer_is_gone_it_says_so_and_sends_fail_without_being_lost_silently() {
        Run run = start();
        awaitUp(run);
        peer.vanish();
        Delivery delivery = send(run, "ada", "one", "into the void");
        boolean told = delivery instanceof Delivery.Failed failed && failed.retryable()
                || delivery instanceof Delivery.Unknown;
        assertThat(told)
                .as("a retryable failure or unknown, but it was %s", delivery)
                .isTrue();
        await().atMost(patience()).until(() -> run.host().state() != ChannelStatus.State.UP);
        ChannelStatus status = run.host().statuses().get(run.host().statuses().size() - 1);
        assertThat(status.code()).matches("[a-z0-9.-]+");
        assertThat(status.reason()).isNotBlank();
    }

    @Test
    public void it_recovers_by_itself_when_the_peer_comes_back() {
        Run run = start();
        awaitUp(run);
        peer.vanish();
        await().atMost(patience()).until(() -> run.host().state() != ChannelStatus.State.UP);
        peer.comeBack();
        peer.write("ada", "one", "after the storm");
        awaitAccepted(1);
        awaitUp(run);
        assertThat(send(run, "ada", "one", "good to hear")).isInstanceOf(Delivery.Sent.class);
    }

    @Test
    public void it_starts_while_the_peer_is_gone_and_without_a_busy_loop() {
        peer.vanish();
        Run run = start();
        await().atMost(patience())
                .until(() -> run.host().state() == ChannelStatus.State.DOWN
                        || run.host().state() == ChannelStatus.State.DEGRADED);
        int before = run.host().statuses().size();
        peer.comeBack();
        awaitUp(run);
        assertThat(run.host().statuses().size() - before).isLessThan(100);
    }

    @Test
    public void a_silent_peer_does_not_hold_a_send_for_ever() {
        Run run = start();
        awaitUp(run);
        peer.stall();
        Delivery delivery = send(run, "ada", "one", "hello?");
        assertThat(delivery).isNotInstanceOf(Delivery.Sent.class);
    }

    @Test
    public void it_stops_while_the_peer_is_silent() throws Exception {
        Run run = start();
        awaitUp(run);
        peer.stall();
        run.channel().send(RehearsalMessage.text(peer.address("ada"), "one", "hello?"));
        stop(run);
    }

    @Test
    public void the_same_account_can_be_stopped_and_started_again() throws Exception {
        Run first = start();
        awaitUp(first);
        stop(first);
        peer.write("ada", "one", "in between");
        Run second = new Run(first.channel(), new RehearsalHost(first.channel().info(), ledger));
        runs.add(second);
        second.channel().start(second.host());
        awaitUp(second);
        awaitAccepted(1);
        assertThat(send(second, "ada", "one", "again")).isInstanceOf(Delivery.Sent.class);
    }

    @Test
    public void passwords_are_never_told() {
        Run run = start();
        awaitUp(run);
        peer.vanish();
        await().atMost(patience()).until(() -> run.host().state() != ChannelStatus.State.UP);
        if (!peer.secret().isEmpty()) {
            assertThat(run.host().statuses())
                    .noneMatch(status -> status.reason().contains(peer.secret()));
            assertThat(run.channel().toString()).doesNotContain(peer.secret());
        }
    }

    @Test
    public void starting_and_stopping_many_times_under_load_leaves_nothing_behind() throws Exception {
        stop(awaitUp(start()));
        int threadsBefore = threads();
        for (int i = 0; i < CYCLES; i++) {
            Run run = start();
            peer.write("ada", "c" + i, "cycle " + i + ".");
            if (i % 4 == 0) {
                awaitUp(run);
            }
            stop(run);
        }
        start();
        awaitAccepted(CYCLES);
        awaitConfirmed();
        for (Run run : List.copyOf(runs)) {
            stop(run);
        }
        await().atMost(patience()).until(() -> peer.connections() == 0);
        await().atMost(patience()).until(() -> threads() <= threadsBefore);
        assertThat(ledger.accepted().stream().map(ChannelContract::text).distinct())
                .hasSize(CYCLES);
    }

    @Test
    public void nothing_keeps_the_classes_of_a_life_that_is_over() throws Exception {
        List<WeakReference<ClassLoader>> lives = new ArrayList<>();
        for (int i = 0; i < LIVES; i++) {
            lives.add(life());
        }
        await("the class loaders of all lives are gone").atMost(patience()).until(() -> {
            System.gc();
            return lives.stream().allMatch(life -> life.get() == null);
        });
    }

    /** Loads the channel and its peer anew, lets them talk, and leaves them. */
    private WeakReference<ClassLoader> life() throws Exception {
        try (OwnClasses own = new OwnClasses(getClass(), peer.channel().getClass())) {
            Constructor<? extends ChannelContract> maker =
                    own.again(ChannelContract.class, getClass()).getDeclaredConstructor();
            maker.setAccessible(true);
            try (Peer other = maker.newInstance().newPeer()) {
                Ledger taken = new Ledger();
                Channel channel = other.channel();
                assertThat(channel.getClass().getClassLoader()).isSameAs(own);
                Run run = new Run(channel, new RehearsalHost(channel.info(), taken));
                channel.start(run.host());
                awaitUp(run);
                other.write("ada", "one", "hello");
                await().atMost(patience()).until(() -> taken.accepted().size() == 1);
                channel.send(RehearsalMessage.text(other.address("ada"), "one", "hello"))
                        .toCompletableFuture()
                        .get(patience().toSeconds(), TimeUnit.SECONDS);
                run.stop();
                assertThat(run.host().breaches()).isEmpty();
            }
            return new WeakReference<>(own);
        }
    }

    private Run start() {
        Channel channel = peer.channel();
        Run run = new Run(channel, new RehearsalHost(channel.info(), ledger));
        runs.add(run);
        channel.start(run.host());
        return run;
    }

    private void stop(Run run) throws InterruptedException {
        runs.remove(run);
        run.stop();
        assertThat(run.host().breaches()).isEmpty();
    }

    private Delivery send(Run run, String party, String conversation, String text) {
        return delivery(run, run.channel().send(RehearsalMessage.text(peer.address(party), conversation, text)));
    }

    /** Waits as the platform does: what takes longer than the limit counts as unknown. */
    private static Delivery delivery(Run run, CompletionStage<Delivery> send) {
        return send.toCompletableFuture()
                .completeOnTimeout(
                        new Delivery.Unknown("no answer within the limit"),
                        run.channel().info().sendLimit().toMillis(),
                        TimeUnit.MILLISECONDS)
                .exceptionally(broken -> new Delivery.Unknown(broken.toString()))
                .join();
    }

    private Run awaitUp(Run run) {
        await().atMost(patience()).until(() -> run.host().state() == ChannelStatus.State.UP);
        return run;
    }

    private void awaitAccepted(int messages) {
        await().atMost(patience())
                .untilAsserted(() -> assertThat(ledger.accepted()).hasSizeGreaterThanOrEqualTo(messages));
        assertThat(ledger.accepted()).hasSize(messages);
    }

    private void awaitConfirmed() {
        await().atMost(patience()).until(() -> peer.unconfirmed() == 0);
    }

    private static String text(Inbound message) {
        StringBuilder text = new StringBuilder();
        for (Content content : message.contents()) {
            if (content instanceof Content.Text words) {
                text.append(words.text());
            }
        }
        return text.toString();
    }

    /** Threads of this process, without those that only a test has. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("awaitility") && !name.startsWith("peer"))
                .filter(name -> !name.startsWith("CompletableFutureDelayScheduler"))
                .filter(name -> !name.startsWith("ForkJoinPool"))
                .count();
    }
}
