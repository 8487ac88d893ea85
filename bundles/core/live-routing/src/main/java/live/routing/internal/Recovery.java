// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.core.TenantId;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Strategy;
import live.routing.internal.store.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an engine to where the journal ends: newest snapshot, then every entry after it. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int BATCHES_AT_ONCE = 500;

    private final Journal journal;
    private final TenantId tenant;
    private final List<? extends Strategy> strategies;
    private long sequence;
    private long differing;

    Recovery(Journal journal, TenantId tenant, List<? extends Strategy> strategies) {
        this.journal = journal;
        this.tenant = tenant;
        this.strategies = strategies;
    }

    Engine engine() {
        Optional<Journal.Snapshot> snapshot = journal.newestSnapshot(tenant);
        Engine engine =
                snapshot.isPresent() ? Engine.restore(snapshot.get().state(), strategies) : new Engine(strategies);
        sequence = snapshot.map(Journal.Snapshot::sequence).orElse(0L);
        List<Journal.Batch> batches;
        do {
            batches = journal.after(tenant, sequence, BATCHES_AT_ONCE);
            batches.forEach(batch -> replay(batch, engine));
        } while (batches.size() == BATCHES_AT_ONCE);
        return engine;
    }

    private void replay(Journal.Batch batch, Engine engine) {
        for (Recorded recorded : Recorded.read(batch)) {
            if (recorded.sequence() <= sequence) {
                continue;
            }
            List<Decision> decisions = new ArrayList<>();
            engine.apply(recorded.entry(), decisions::add);
            List<Decision> then = recorded.decisions().stream()
                    .map(Recorded.Decided::decision)
                    .toList();
            if (!decisions.equals(then) && differing++ == 0) {
                LOG.warn(
                        "code=routing.replay.differs entry {} of {} was decided otherwise by the engine that recorded it",
                        recorded.sequence(),
                        tenant);
            }
            sequence = recorded.sequence();
        }
    }

    /** The newest entry that the engine has seen. */
    long sequence() {
        return sequence;
    }

    /** How many entries are decided otherwise today. */
    long differing() {
        return differing;
    }
}
