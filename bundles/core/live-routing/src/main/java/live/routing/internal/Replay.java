// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import live.core.TenantId;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;

/** Runs a stretch of the journal through an engine, and compares what it decides with what is recorded. */
final class Replay {
    private static final int BATCHES_AT_ONCE = 500;

    private final FencedLog journal;
    private final TenantId tenant;
    private final Engine engine;
    private long sequence;
    private long differing;
    private long firstDiffering;

    /** @param sequence the entry after which the engine stands */
    Replay(FencedLog journal, TenantId tenant, Engine engine, long sequence) {
        this.journal = journal;
        this.tenant = tenant;
        this.engine = engine;
        this.sequence = sequence;
    }

    /** Goes on to the end of the journal. */
    void run() {
        run(Long.MAX_VALUE, decisions -> false);
    }

    /** Goes on to this entry, the end of the journal, or the first entry whose decisions are enough. */
    void run(long last, Predicate<List<Decision>> enough) {
        List<Journal.Batch> batches;
        do {
            batches = journal.after(tenant, sequence, BATCHES_AT_ONCE);
            for (Journal.Batch batch : batches) {
                for (Recorded recorded : Recorded.read(batch)) {
                    if (recorded.sequence() > last) {
                        return;
                    }
                    if (recorded.sequence() > sequence && enough.test(apply(recorded))) {
                        return;
                    }
                }
            }
        } while (batches.size() == BATCHES_AT_ONCE);
    }

    private List<Decision> apply(Recorded recorded) {
        List<Decision> decisions = new ArrayList<>();
        List<Decision> then =
                recorded.decisions().stream().map(Recorded.Decided::decision).toList();
        engine.applyAgain(recorded.entry(), then, decisions::add);
        if (!decisions.equals(then) && differing++ == 0) {
            firstDiffering = recorded.sequence();
        }
        sequence = recorded.sequence();
        return decisions;
    }

    Engine engine() {
        return engine;
    }

    /** The newest entry that the engine has seen. */
    long sequence() {
        return sequence;
    }

    /** How many entries are decided otherwise than they are recorded. */
    long differing() {
        return differing;
    }

    /** The first of them; 0 if there is none. */
    long firstDiffering() {
        return firstDiffering;
    }
}
