// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import org.jspecify.annotations.Nullable;

/** Where an engine gets the strategies from that it does not have itself. Asked for every choice; must not block. */
public interface StrategySource {
    /** Has none. */
    StrategySource NONE = wanted -> null;

    /** Null if it is not at hand in exactly this version. */
    @Nullable
    Strategy find(StrategyVersion wanted);
}
