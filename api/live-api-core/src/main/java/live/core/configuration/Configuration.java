// SPDX-License-Identifier: Apache-2.0
package live.core.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one component.
 *
 * @param pid of the component; for one of several of a kind {@code factory~name}
 * @param factory the kind, of which there may be several; empty if there is only one
 * @param name within the kind: {@code support}; the pid itself if there is only one
 * @param locked whether a cfg file says what applies, and nothing else may change it
 * @param values as text, by attribute; a password is a reference, {@code secret:<id>}; what is not there has its default
 * @param version for the next change
 */
public record Configuration(
        String pid,
        Optional<String> factory,
        String name,
        boolean locked,
        Map<String, List<String>> values,
        long version) {
    public Configuration {
        values = Map.copyOf(values);
    }
}
