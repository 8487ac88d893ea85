// SPDX-License-Identifier: Apache-2.0
package live.cluster.internal;

import java.nio.charset.StandardCharsets;
import live.core.KeyId;
import live.core.TenantId;
import live.core.cluster.NodeId;
import live.core.store.Keys;

/**
 * Keeps what nodes say from strangers: sealed with a key of the installation, which only those can unwrap who have its
 * master key, and bound to who says it to whom. Thread-safe.
 */
final class Seal {
    private final Keys keys;
    private final KeyId key;

    /** Asks the database for the key. */
    Seal(Keys keys) {
        this.keys = keys;
        key = keys.ensure(TenantId.DEFAULT, "cluster");
    }

    byte[] close(NodeId from, NodeId to, String about, byte[] plain) {
        return keys.encrypt(key, context(from, to, about), plain);
    }

    /** @throws live.core.LiveException if somebody else wrote it, or to somebody else */
    byte[] open(NodeId from, NodeId to, String about, byte[] sealed) {
        return keys.decrypt(key, context(from, to, about), sealed);
    }

    private static byte[] context(NodeId from, NodeId to, String about) {
        return ("cluster:" + from + ":" + to + ":" + about).getBytes(StandardCharsets.UTF_8);
    }
}
