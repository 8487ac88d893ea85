// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Objects;

/** A {@link Strategy} from outside the engine, as entries and snapshots name it. */
public record StrategyVersion(String name, int version) {
    public StrategyVersion {
        Objects.requireNonNull(name);
    }
}
