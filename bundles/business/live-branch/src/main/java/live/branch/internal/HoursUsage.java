// SPDX-License-Identifier: Apache-2.0
package live.branch.internal;

import java.util.List;
import java.util.UUID;
import live.branch.internal.store.BranchStore;
import live.core.HoursId;
import live.core.TenantId;
import live.directory.Usage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says which branches go by opening hours. */
@Component
public final class HoursUsage implements Usage {
    private final BranchStore branches;

    @Activate
    public HoursUsage(@Reference BranchStore branches) {
        this.branches = branches;
    }

    @Override
    public List<Use> of(TenantId tenant, UUID referred) {
        return branches.by(tenant, new HoursId(referred)).stream()
                .map(branch -> new Use("branch", branch.id(), branch.name()))
                .toList();
    }
}
