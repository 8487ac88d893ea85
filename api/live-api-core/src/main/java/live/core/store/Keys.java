// SPDX-License-Identifier: Apache-2.0
package live.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import live.core.KeyId;
import live.core.TenantId;

/**
 * Data encryption keys under the installation's master key: AES-256-GCM (NIST SP 800-38D), envelope encryption.
 *
 * <p>A key belongs to whatever will one day be erased as a whole, as a rule a person. Unwrapped keys are cached;
 * encrypting and decrypting do not touch the database then. Thread-safe.
 */
public interface Keys {
    /**
     * Makes new keys in the caller's transaction.
     *
     * @param scopes what each key is for, unique per tenant: {@code person:0190…}; an existing scope gives its key
     * @throws SQLException as the connection does; the caller rolls back
     */
    Map<String, KeyId> ensure(Connection transaction, TenantId tenant, Collection<String> scopes) throws SQLException;

    /** Makes or finds one key, in a transaction of its own. */
    KeyId ensure(TenantId tenant, String scope);

    /**
     * Encrypts under a key.
     *
     * @param context bound to the ciphertext as additional data: the same bytes are needed to decrypt, for example the id
     *     of the row
     */
    byte[] encrypt(KeyId key, byte[] context, byte[] plain);

    /**
     * Decrypts.
     *
     * @throws live.core.LiveException code {@code keys.destroyed} if the key was destroyed, {@code keys.corrupt} if the
     *     ciphertext or its context was altered
     */
    byte[] decrypt(KeyId key, byte[] context, byte[] sealed);

    /** Destroys a key for good: everything under it is erased. Returns whether it was there. */
    boolean destroy(Connection transaction, KeyId key) throws SQLException;
}
