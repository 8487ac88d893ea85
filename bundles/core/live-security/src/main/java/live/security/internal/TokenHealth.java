// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import live.core.health.Health;
import live.core.health.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether programs are about to lose their way in. */
@Component(property = "name=security.tokens")
public final class TokenHealth implements HealthCheck {
    private final ApiTokens tokens;

    @Activate
    public TokenHealth(@Reference ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Health check() {
        long ending = tokens.ending();
        return ending == 0
                ? Health.OK
                : Health.degraded(
                        "security.tokens.ending",
                        "API tokens in use that end within " + ApiTokens.SOON.toDays() + " days: " + ending
                                + ". Make new ones under Admin, API tokens, and give them to their programs.");
    }
}
