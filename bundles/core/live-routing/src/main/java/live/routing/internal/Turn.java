// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import live.lib.router.ByteWriter;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.View;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/** What is decided between two commits. Used by the domain's writer alone. */
final class Turn {
    private final Engine engine;
    private long sequence;
    private final ByteWriter entries = new ByteWriter();
    private final List<Decision> decisions = new ArrayList<>();
    private long first;
    private List<Answer> answers = new ArrayList<>();
    private final Touched touched = new Touched();
    private Tally tally = new Tally();
    /** Interactions of works that are not named like them. */
    private final Map<UUID, UUID> interactions = new HashMap<>();

    /** The answer to a command, once it is durable. */
    record Answer(CompletableFuture<Outcome> to, Outcome outcome) {
        void give() {
            to.complete(outcome);
        }
    }

    /** What the world may know after a commit. */
    record Told(long sequence, List<Answer> answers, Set<UUID> agents, boolean queues, Tally tally) {}

    Turn(Engine engine, long sequence) {
        this.engine = engine;
        this.sequence = sequence;
        first = sequence + 1;
        engine.view()
                .works()
                .forEach(work -> remember(work.request().work(), work.request().memo()));
    }

    boolean isEmpty() {
        return sequence < first;
    }

    /** These come next. */
    void expect(List<Input> next) {
        engine.expect(next);
    }

    void apply(long at, Input input, @Nullable CompletableFuture<Outcome> answer) {
        apply(Entry.of(at, input), answer);
    }

    void apply(Entry entry, @Nullable CompletableFuture<Outcome> answer) {
        Input input = entry.input();
        decisions.clear();
        Outcome outcome = engine.apply(entry, decisions::add);
        before(input, outcome);
        Recorded.write(entry, decisions, this::interactionOf, entries);
        decisions.forEach(this::note);
        sequence++;
        if (input instanceof Input.Submit submit
                && engine.view().work(submit.request().work()).isEmpty()) {
            interactions.remove(submit.request().work());
        }
        if (answer != null) {
            answers.add(new Answer(answer, outcome));
        }
    }

    private void before(Input input, Outcome outcome) {
        if (input instanceof Input.Submit submit) {
            remember(submit.request().work(), submit.request().memo());
        } else if (input instanceof Input.Move move && outcome == Outcome.DONE) {
            interactions.remove(move.work());
            remember(move.work(), move.memo());
        }
        touched.note(input, engine.view());
    }

    private void remember(UUID work, String memo) {
        UUID interaction = Memo.of(work, memo).interaction().value();
        if (!interaction.equals(work)) {
            interactions.putIfAbsent(work, interaction);
        }
    }

    private UUID interactionOf(UUID work) {
        return interactions.getOrDefault(work, work);
    }

    private void note(Decision decision) {
        tally.note(decision);
        touched.note(decision);
        if (decision instanceof Decision.Ended ended) {
            interactions.remove(ended.work());
        }
    }

    void touchEverybody() {
        touched.everybody(engine.view());
    }

    Journal.Batch batch() {
        return new Journal.Batch(first, sequence, entries.bytes());
    }

    View view() {
        return engine.view();
    }

    /** The engine's own time. */
    long now() {
        return engine.now();
    }

    /** The batch is durable: begins anew. */
    Told finish() {
        Told told = new Told(sequence, answers, touched.take(), touched.takeQueues(), tally);
        answers = new ArrayList<>();
        tally = new Tally();
        entries.clear();
        first = sequence + 1;
        return told;
    }

    /** Nobody knows whether it is durable. */
    void fail(Throwable cause) {
        answers.forEach(answer -> answer.to().completeExceptionally(cause));
        answers.clear();
    }
}
