// SPDX-License-Identifier: Apache-2.0
package live.core.store;

/**
 * Passwords and tokens that the platform itself needs, such as a mailbox's password. Encrypted at rest, never returned
 * by any API, never logged. Thread-safe.
 */
public interface Secrets {
    /** What a configuration holds in place of a secret: {@code secret:<id>}. */
    String PREFIX = "secret:";

    /** Stores a secret and returns its reference, {@code secret:<id>}. */
    String store(String owner, String plain);

    /**
     * The secret behind a reference; a text without the prefix is returned as it is, because a cfg file that was just
     * dropped in may still hold plain text.
     *
     * @throws live.core.LiveException code {@code secrets.missing} if the reference leads nowhere
     */
    String reveal(String reference);

    /** Deletes a secret; nothing happens if it is not there. */
    void delete(String reference);
}
