// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * An organisation whose data, people and queues are kept apart from every other's.
 *
 * <p>A tenant is a routing domain; brands are data inside a tenant.
 */
public record TenantId(UUID value) {

    /** The tenant of an installation that has only one. */
    public static final TenantId DEFAULT = new TenantId(new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0001L));

    public TenantId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static TenantId of(String text) {
        return new TenantId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
