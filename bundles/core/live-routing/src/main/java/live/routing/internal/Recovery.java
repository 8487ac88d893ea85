// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.Optional;
import live.core.TenantId;
import live.lib.router.Engine;
import live.lib.router.StrategySource;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an engine to where the journal ends, or to an entry: newest snapshot, then every entry after it. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Replay replay;

    /** Needs no strategy of partners: whom they chose is recorded. */
    Recovery(FencedLog journal, TenantId tenant) {
        this(journal, tenant, Long.MAX_VALUE);
    }

    /** @param last no entry after this one, unless the newest snapshot is newer */
    Recovery(FencedLog journal, TenantId tenant, long last) {
        Optional<Journal.Snapshot> snapshot = journal.newestSnapshot(tenant);
        Engine engine = snapshot.isPresent()
                ? Engine.restore(snapshot.get().state(), StrategySource.NONE)
                : new Engine(StrategySource.NONE);
        replay = new Replay(
                journal,
                tenant,
                engine,
                snapshot.map(Journal.Snapshot::sequence).orElse(0L));
        replay.run(last, decisions -> false);
        if (replay.differing() > 0) {
            LOG.warn(
                    "code=routing.replay.differs {} entries of {} were decided otherwise by the engine that recorded them, the first is {}",
                    replay.differing(),
                    tenant,
                    replay.firstDiffering());
        }
    }

    Engine engine() {
        return replay.engine();
    }

    /** The newest entry that the engine has seen. */
    long sequence() {
        return replay.sequence();
    }

    /** How many entries are decided otherwise today. */
    long differing() {
        return replay.differing();
    }
}
