// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** A strategy from outside: whoever was given the fewest contacts gets the next one. */
final class FewestServedFirst implements Strategy {
    static final String NAME = "fewest-served";
    static final StrategyVersion VERSION = new StrategyVersion(NAME, 3);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return VERSION.version();
    }

    @Override
    public long score(QueueRule queue, Request contact, Candidate agent) {
        return -agent.served();
    }
}
