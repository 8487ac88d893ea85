// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import live.core.LiveException;
import live.core.TenantId;
import live.core.cluster.NodeId;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.View;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;
import org.junit.jupiter.api.Test;

/** What becomes of those who ask while the domain passes from one node to another. */
class FollowerTest {
    private static final NodeId SELF = new NodeId(new UUID(9, 1));

    private final MemoryLog log = new MemoryLog(() -> 1, new WriterTest.FairWeather(), (batch, epoch) -> {});
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();
    private final Message.Command command = new Message.Command(new Input.Tick(), answer);
    private final Message.Question<Integer> question =
            new Message.Question<>(View::workCount, new CompletableFuture<>());

    /** Everything comes at once, and before the domain is looked at for the first time. */
    private final class Asking implements Follower.Side {
        private final List<Message> coming = new ArrayList<>(List.of(command, question));

        @Override
        public void take(List<Message> messages, long waitMillis) {
            messages.addAll(coming);
            coming.clear();
        }

        @Override
        public void ask(Message.Question<?> asked, View view) {
            throw new UnsupportedOperationException("nobody follows any more");
        }

        @Override
        public void show(View view, Touched touched, long sequence, List<Turn.Answer<Outcome>> answers) {
            answers.forEach(Turn.Answer::give);
        }

        @Override
        public void reachable(boolean reachable) {}

        @Override
        public void wake() {}
    }

    private Optional<Follower.Taken> look(FencedLog read) throws Exception {
        Asking side = new Asking();
        Follower follower = new Follower(TenantId.DEFAULT, read, new Companions(() -> SELF), side, 7, System::nanoTime);
        Follower.Watch watch = follower.new Watch(new Recovery(read, TenantId.DEFAULT));
        List<Message> messages = new ArrayList<>();
        side.take(messages, 0);
        watch.add(messages);
        try {
            return watch.look(RoutingDomain.LEASE, RoutingDomain.NOTICEABLE);
        } catch (LiveException e) {
            watch.end();
            throw e;
        }
    }

    @Test
    void whoTakesTheDomainOverHasAlsoTheQuestionsThatWaited() throws Exception {
        Follower.Taken taken = look(log).orElseThrow();
        assertThat(taken.undone()).hasSize(2).last().isSameAs(question);
        taken.undone().forEach(message -> message.fail(RoutingDomain.unavailable()));
        assertThat(answer).isCompletedExceptionally();
        assertThat(question.answer()).isCompletedExceptionally();
    }

    @Test
    void whoDoesNotKnowTheWholeJournalTellsThoseWhoWait() {
        OtherLog longer = new OtherLog(log) {
            @Override
            public Optional<Journal.Ownership> takeOver(TenantId tenant, UUID owner, Duration lease, Duration early)
                    throws SQLException {
                return super.takeOver(tenant, owner, lease, early)
                        .map(held -> new Journal.Ownership(tenant, owner, held.epoch(), held.sequence() + 1));
            }
        };
        assertThatThrownBy(() -> look(longer)).isInstanceOfSatisfying(LiveException.class, e -> assertThat(e.code())
                .isEqualTo("routing.journal.incomplete"));
        assertThat(answer).isCompletedExceptionally();
        assertThat(question.answer()).isCompletedExceptionally();
    }
}
