// SPDX-License-Identifier: Apache-2.0
package live.core.visitor;

import java.util.Objects;
import live.core.TenantId;

/**
 * Somebody at a web page.
 *
 * @param branch the code of the branch that he has entered
 */
public record Visitor(TenantId tenant, VisitorId id, String branch) {
    public Visitor {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(id);
        Objects.requireNonNull(branch);
    }
}
