// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;

/**
 * The name that somebody outside gave a thing: a mail's Message-ID, an SMSC's message id.
 *
 * <p>Unique only within its source, which the channel that reports it defines. At most {@value #MAX_LENGTH} characters;
 * a channel hashes what is longer.
 */
public record ExternalId(String value) {
    public static final int MAX_LENGTH = 512;

    public ExternalId {
        Objects.requireNonNull(value);
        if (value.isBlank() || value.length() > MAX_LENGTH || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an external id has 1 to " + MAX_LENGTH + " characters and no NUL");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
