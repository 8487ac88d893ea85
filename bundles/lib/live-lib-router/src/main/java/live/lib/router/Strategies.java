// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the names of strategies mean: the built-in ones, and those from outside that the engine was told of. */
final class Strategies {
    private static final Map<String, Strategy> BUILT_IN = new HashMap<>();

    static {
        Strategy.BUILT_IN.forEach(strategy -> BUILT_IN.put(strategy.name(), strategy));
    }

    private final Map<String, Guest> guests = new TreeMap<>();
    private StrategySource source;

    Strategies(StrategySource source) {
        this.source = source;
    }

    void strategiesFrom(StrategySource newSource) {
        source = newSource;
    }

    @Nullable
    Strategy find(StrategyVersion wanted) {
        return source.find(wanted);
    }

    /** From now on these are there, and no others from outside. What has the name of a built-in one is left out. */
    void define(List<StrategyVersion> versions) {
        guests.clear();
        for (StrategyVersion version : versions) {
            if (!BUILT_IN.containsKey(version.name())) {
                guests.put(version.name(), new Guest(version, this));
            }
        }
    }

    /** By name. */
    List<StrategyVersion> defined() {
        return guests.values().stream()
                .map(guest -> new StrategyVersion(guest.name(), guest.version()))
                .toList();
    }

    /** The first of the built-in ones where there is none of this name. */
    Strategy named(String name) {
        Strategy builtIn = BUILT_IN.get(name);
        if (builtIn != null) {
            return builtIn;
        }
        Guest guest = guests.get(name);
        return guest == null ? Strategy.BUILT_IN.get(0) : guest;
    }
}
