// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import live.lib.router.ByteWriter;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.Request;
import live.lib.router.View;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/** What is decided for one commit, and then for the next. Used by the domain's writer alone. */
final class Turn {
    private final Engine engine;
    private final View view;
    private long sequence;
    private final ByteWriter entries = new ByteWriter();
    private final List<Decision> decisions = new ArrayList<>();
    private final Consumer<Decision> deciding = decisions::add;
    private long first;
    private List<Answer<?>> answers = new ArrayList<>();
    private final Touched touched = new Touched();
    private Tally tally = new Tally();
    /** Interactions of works that are not named like them. */
    private final Map<UUID, UUID> interactions = new HashMap<>();

    /** An answer to be given once that is durable which it rests on. */
    record Answer<T>(CompletableFuture<T> to, T answer) {
        void give() {
            to.complete(answer);
        }

        void refuse(Throwable cause) {
            to.completeExceptionally(cause);
        }
    }

    /**
     * What is decided, and what the world may know of it as soon as it is durable.
     *
     * @param answers may still be added to
     * @param agents whose desks may look otherwise
     * @param queues whether queues may look otherwise
     */
    record Closed(Journal.Batch batch, List<Answer<?>> answers, Set<UUID> agents, boolean queues, Tally tally) {
        long sequence() {
            return batch.last();
        }
    }

    Turn(Engine engine, long sequence) {
        this.engine = engine;
        this.sequence = sequence;
        first = sequence + 1;
        view = engine.view();
        view.works()
                .forEach(work -> remember(work.request().work(), work.request().memo()));
        touched.begin(view);
    }

    boolean isEmpty() {
        return sequence < first;
    }

    /** How many entries are decided and in no batch yet. */
    long size() {
        return sequence - first + 1;
    }

    /** The newest entry that is decided. */
    long sequence() {
        return sequence;
    }

    /** These come next. */
    void expect(List<Input> next) {
        engine.expect(next);
    }

    void apply(long at, Input input, @Nullable CompletableFuture<Outcome> answer) {
        apply(Entry.of(at, input), answer);
    }

    void apply(Entry sent, @Nullable CompletableFuture<Outcome> answer) {
        Entry entry = entered(sent);
        Input input = entry.input();
        decisions.clear();
        Outcome outcome = engine.apply(entry, deciding);
        before(input, outcome);
        touched.comes(decisions, view);
        Recorded.write(entry, decisions, this::interactionOf, entries);
        decisions.forEach(this::note);
        touched.note(decisions, view, engine.now());
        sequence++;
        if (input instanceof Input.Coming coming
                && interactions.containsKey(coming.request().work())
                && view.work(coming.request().work()).isEmpty()) {
            interactions.remove(coming.request().work());
        }
        if (answer != null) {
            answer(new Answer<>(answer, outcome));
        }
    }

    /** Clocks differ: what came by another clock is entered with a place by this one. */
    private static Entry entered(Entry entry) {
        if (!(entry.input() instanceof Input.Coming coming) || coming.request().enqueuedAt() <= entry.at()) {
            return entry;
        }
        Request came = coming.request().cameBy(entry.at());
        Input input = coming instanceof Input.SubmitReserved reserved
                ? new Input.SubmitReserved(came, reserved.reservation(), reserved.preview())
                : new Input.Submit(came);
        return new Entry(entry.at(), entry.client(), entry.sequence(), input);
    }

    /** To be given when everything is durable that is decided so far. */
    void answer(Answer<?> answer) {
        answers.add(answer);
    }

    private void before(Input input, Outcome outcome) {
        if (input instanceof Input.Coming coming) {
            remember(coming.request().work(), coming.request().memo());
        } else if (input instanceof Input.Move move && outcome == Outcome.DONE) {
            interactions.remove(move.work());
            remember(move.work(), move.memo());
        }
        touched.note(input, view);
    }

    private void remember(UUID work, String memo) {
        UUID interaction = Memo.interaction(work, memo);
        if (!interaction.equals(work)) {
            interactions.putIfAbsent(work, interaction);
        }
    }

    private UUID interactionOf(UUID work) {
        return touched.invitations().has(work) ? Recorded.INVITATION : interactions.getOrDefault(work, work);
    }

    private void note(Decision decision) {
        tally.note(decision);
        if (decision instanceof Decision.Ended ended) {
            interactions.remove(ended.work());
        }
    }

    void touchEverybody() {
        touched.everybody(view);
    }

    Invitations invitations() {
        return touched.invitations();
    }

    View view() {
        return view;
    }

    /** The engine's own time. */
    long now() {
        return engine.now();
    }

    /** What is decided so far makes one batch; from here on it is the next. */
    Closed close() {
        Journal.Batch batch = new Journal.Batch(first, sequence, entries.bytes());
        Closed closed = new Closed(batch, answers, touched.take(), touched.takeQueues(), tally);
        answers = new ArrayList<>();
        tally = new Tally();
        entries.clear();
        first = sequence + 1;
        return closed;
    }

    /** It will not be durable, or nobody knows whether it is. */
    void fail(Throwable cause) {
        answers.forEach(answer -> answer.refuse(cause));
        answers.clear();
    }
}
