// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.time.Instant;
import java.util.Optional;
import live.core.TenantId;
import live.core.UserId;
import live.security.internal.Grants;
import live.security.internal.SecondFactors;
import live.security.internal.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells what a user has for a second factor, and whether he has to. */
@Component(service = SecondFactorOverview.class)
public final class SecondFactorOverview {
    private final SecondFactors factors;
    private final Grants grants;
    private final Settings settings;

    /**
     * @param since when it was set up; missing if there is none
     * @param recoveryCodes how many are left
     * @param demanded whether a role of the user demands one
     * @param trustDays for how long a browser may be trusted; 0: not at all
     */
    public record State(Optional<Instant> since, int recoveryCodes, boolean demanded, long trustDays) {}

    @Activate
    public SecondFactorOverview(
            @Reference SecondFactors factors, @Reference Grants grants, @Reference Settings settings) {
        this.factors = factors;
        this.grants = grants;
        this.settings = settings;
    }

    State of(TenantId tenant, UserId user) {
        SecondFactors.State state = factors.state(tenant, user);
        return new State(
                state.since(),
                state.recoveryCodes(),
                grants.demandsSecondFactor(tenant, user),
                settings.trust().toDays());
    }
}
