// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A strategy from outside, whether it is at hand or not. */
final class Guest implements Strategy {
    private final StrategyVersion identity;
    private final Strategies home;

    Guest(StrategyVersion identity, Strategies home) {
        this.identity = identity;
        this.home = home;
    }

    @Override
    public String name() {
        return identity.name();
    }

    @Override
    public int version() {
        return identity.version();
    }

    /** Null while it is not at hand. */
    @Nullable
    Strategy present() {
        return home.find(identity);
    }

    /** 0 while it is not at hand. */
    @Override
    public long score(QueueRule queue, Request contact, Candidate agent) {
        return scores(queue, contact, List.of(agent))[0];
    }

    @Override
    public long[] scores(QueueRule queue, Request contact, List<? extends Candidate> agents) {
        Strategy present = present();
        return present == null ? new long[agents.size()] : present.scores(queue, contact, agents);
    }
}
