// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import live.channel.Acceptance;
import live.channels.internal.store.AccountStore.Wish;
import live.core.ChannelId;
import live.core.MessageId;
import live.ticketing.Message;
import org.junit.jupiter.api.Test;

/** Accounts of channels: those that never answer, are drained, share a name or a mailbox, or leave early. */
class AccountsIT extends WithLedger {
    @Test
    void aChannelThatBlocksAndNeverAnswersHarmsNobodyElse() throws Exception {
        ScriptedChannel bad = new ScriptedChannel(name + "-bad", 1, Duration.ofSeconds(1));
        install(bad);
        Acceptance.Accepted theirs = (Acceptance.Accepted) bad.host
                .accept(mail("carl@example.org", id("bad")).build())
                .toCompletableFuture()
                .join();
        bad.answer = message -> {
            while (true) {
                try {
                    new java.util.concurrent.CountDownLatch(1).await();
                } catch (InterruptedException ignored) {
                    throw new IllegalStateException("interrupted at last");
                }
            }
        };
        MessageId stuck = answer(theirs.interaction(), "Hello");
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        MessageId ours = answer(first.interaction(), "Hello");
        await().until(() -> message(ours).state() == Message.State.SENT);
        await().until(() -> message(stuck).state() == Message.State.UNKNOWN);
    }

    @Test
    void aDrainingAccountSendsAndTakesNothing() throws Exception {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        rig.accounts.wish(ANNA, new ChannelId("email", name), Wish.DRAINING);
        assertThat(channel.host
                        .accept(mail("carl@example.org", id("b")).build())
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Acceptance.Deferred.class);
        MessageId ours = answer(first.interaction(), "Hello");
        await().until(() -> message(ours).state() == Message.State.SENT);
        rig.accounts.unbindChannel(channel);
        assertThat(channel.stopped).isTrue();
        assertThatThrownBy(() ->
                        channel.host.accept(mail("carl@example.org", id("c")).build()))
                .isInstanceOf(live.channel.RevokedException.class);
        // The task that stopped it ends a moment after the stop itself.
        await().untilAsserted(() -> assertThat(rig.tasks.running()).noneMatch(task -> task.contains(name)));
    }

    @Test
    void aSecondAccountOfTheSameNameWaitsUntilTheFirstLeaves() throws Exception {
        ScriptedChannel second = new ScriptedChannel(name);
        rig.accounts.bindChannel(second, Map.of());
        await().until(() -> rig.accounts.list().stream()
                .anyMatch(account -> account.standing().status().code().equals("channel.duplicate")));
        assertThat(second.host).isNull();
        rig.accounts.unbindChannel(channel);
        await().until(() -> second.host != null);
    }

    @Test
    void ofTwoAccountsThatTakeFromOneMailboxOneWorksAtATime() throws Exception {
        String mailbox = "support@imap.example.org/" + name;
        ScriptedChannel one = new ScriptedChannel(name + "-one");
        one.source = mailbox;
        install(one);
        ScriptedChannel other = new ScriptedChannel(name + "-other");
        other.source = mailbox;
        rig.accounts.bindChannel(other, Map.of());
        await().until(() -> rig.accounts.list().stream()
                .anyMatch(account -> account.id().equals(other.info.id())
                        && account.standing().status().code().equals("channel.duplicate")));
        assertThat(other.host).isNull();
        rig.accounts.unbindChannel(one);
        await().until(() -> other.host != null);
        rig.accounts.unbindChannel(other);
    }

    @Test
    void aChannelThatLeavesBeforeItHasStartedIsNotStartedAfterwards() throws Exception {
        for (int i = 0; i < 200; i++) {
            ScriptedChannel brief = new ScriptedChannel(name + "-brief");
            rig.accounts.bindChannel(brief, Map.of());
            // Sooner or later in its start: each time a little later than before.
            java.util.concurrent.locks.LockSupport.parkNanos(i * 50_000L);
            rig.accounts.unbindChannel(brief);
        }
        await().untilAsserted(() -> assertThat(rig.tasks.running()).noneMatch(task -> task.contains(name + "-brief")));
    }
}
