// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import live.core.TenantId;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Outcome;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an engine where the journal is that another node writes, so that this node can tell what there is, and go on at
 * once when it takes the domain over. Used by the domain's thread alone.
 */
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final int BATCHES_AT_ONCE = 200;

    private final FencedLog journal;
    private final TenantId tenant;
    private final Engine engine;
    private final Told told;
    private final Touched touched = new Touched();
    private long sequence;
    private long epoch;
    private long differing;

    /** What is said of the journal while it is read. */
    interface Told {
        /** From here on somebody else has written, or the same one anew: nothing of an older epoch follows. */
        void epoch(long epoch);

        /** What became of a command. */
        void done(long client, long number, Outcome outcome);
    }

    /** @param sequence the entry after which the engine stands */
    Following(FencedLog journal, TenantId tenant, Engine engine, long sequence, Told told) {
        this.journal = journal;
        this.tenant = tenant;
        this.engine = engine;
        this.sequence = sequence;
        this.told = told;
        epoch = journal.newestEpoch(tenant);
        touched.begin(engine.view());
        touched.everybody(engine.view());
    }

    Engine engine() {
        return engine;
    }

    long sequence() {
        return sequence;
    }

    /** By the right of which epoch the newest entry was written that is known here; 0 before the first. */
    long epoch() {
        return epoch;
    }

    /** How many entries were decided otherwise than they are recorded. */
    long differing() {
        return differing;
    }

    Touched touched() {
        return touched;
    }

    /** Reads to the end of the journal. */
    void read() {
        List<Journal.Written> some;
        do {
            some = journal.written(tenant, sequence, BATCHES_AT_ONCE);
            for (Journal.Written written : some) {
                if (written.epoch() != epoch) {
                    epoch = written.epoch();
                    told.epoch(epoch);
                }
                Recorded.read(written.batch()).stream()
                        .filter(recorded -> recorded.sequence() > sequence)
                        .forEach(this::apply);
            }
        } while (some.size() == BATCHES_AT_ONCE);
    }

    private void apply(Recorded recorded) {
        List<Decision> then =
                recorded.decisions().stream().map(Recorded.Decided::decision).toList();
        List<Decision> now = new java.util.ArrayList<>(then.size());
        Outcome outcome = engine.applyAgain(recorded.entry(), then, now::add);
        if (!now.equals(then) && differing++ == 0) {
            LOG.warn(
                    "code=routing.replay.differs the node that routes {} decides entry {} otherwise than this one: do both have the same version?",
                    tenant,
                    recorded.sequence());
        }
        sequence = recorded.sequence();
        touched.note(recorded.entry().input(), engine.view());
        touched.note(now, engine.view(), engine.now());
        if (recorded.entry().client() != 0) {
            told.done(recorded.entry().client(), recorded.entry().sequence(), outcome);
        }
    }
}
