// SPDX-License-Identifier: Apache-2.0
package live.core.cluster;

import java.util.Objects;
import java.util.UUID;

/** One life of one node: a process that starts again is another node. */
public record NodeId(UUID value) {
    public NodeId {
        Objects.requireNonNull(value);
    }

    public static NodeId of(String text) {
        return new NodeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
