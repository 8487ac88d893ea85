// SPDX-License-Identifier: Apache-2.0
package live.security;

import java.util.Objects;
import live.core.TenantId;
import live.core.UserId;

/**
 * A session that is over.
 *
 * @param last whether its user has none left
 */
public record EndedSession(SessionId id, TenantId tenant, UserId user, SessionEnd why, boolean last) {
    public EndedSession {
        Objects.requireNonNull(id);
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(user);
        Objects.requireNonNull(why);
    }
}
