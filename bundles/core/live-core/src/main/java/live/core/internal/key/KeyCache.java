// SPDX-License-Identifier: Apache-2.0
package live.core.internal.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import live.core.KeyId;

/** Unwrapped keys that were used lately, at most 50,000. Thread-safe. */
final class KeyCache {
    private static final int LIMIT = 50_000;

    private final Map<KeyId, SecretKey> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyId, SecretKey> eldest) {
            return size() > LIMIT;
        }
    };

    synchronized Optional<SecretKey> get(KeyId id) {
        return Optional.ofNullable(keys.get(id));
    }

    synchronized void put(KeyId id, SecretKey key) {
        keys.put(id, key);
    }

    synchronized void remove(KeyId id) {
        keys.remove(id);
    }
}
