// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every row is found by. JPA wants a class with an empty constructor here. */
public final class Key implements Serializable {
    private static final long serialVersionUID = 1;

    private @Nullable UUID tenant;
    private @Nullable UUID id;

    /** For JPA, which fills it afterwards. */
    public Key() {}

    Key(UUID tenant, UUID id) {
        this.tenant = tenant;
        this.id = id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key && Objects.equals(tenant, key.tenant) && Objects.equals(id, key.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, id);
    }
}
