// SPDX-License-Identifier: Apache-2.0
package live.core.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.Principal;

/**
 * The configurations of the product's components: those whose pid begins with {@code live.}. Every change is audited and
 * reaches the components of this node at once, those of other nodes within seconds. Thread-safe; methods block on the
 * database.
 *
 * <p>A cfg file in {@code etc/} is a locked override: what it says applies, and it is shown as locked. With the line
 * {@code live.seed = true} it is a seed instead: taken in once, when there is no such configuration yet. Plain-text
 * passwords in a cfg file are taken in as secrets, and the file is rewritten.
 *
 * <p>Methods throw {@link live.core.LiveException} with these codes: {@code configuration.missing}, {@code
 * configuration.exists}, {@code configuration.stale} (somebody changed it since), {@code configuration.locked} (a cfg file
 * rules), {@code configuration.invalid} (a name or a value that cannot be).
 */
public interface Configurations {
    /** All of a kind, by name; for a pid of which there is only one, that one. */
    List<Configuration> of(String factoryOrPid);

    Optional<Configuration> find(String pid);

    /**
     * Adds one of a kind.
     *
     * @param name letters, digits, {@code . _ -}, at most 64
     */
    Configuration create(Principal actor, String factory, String name, Map<String, List<String>> values);

    /**
     * Replaces all values. A password that is left out stays as it is; an empty one is removed.
     *
     * @param version as it was read; 0 for a component that has had no configuration yet
     */
    Configuration change(Principal actor, String pid, long version, Map<String, List<String>> values);

    /** Deletes a configuration and its secrets. */
    void delete(Principal actor, String pid, long version);
}
