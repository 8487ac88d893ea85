// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import java.util.Map;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.web.Permissions;
import live.core.web.Problem;
import org.osgi.service.component.annotations.Component;

/** What this module guards. */
@Component
public final class AdminPermissions implements Permissions {
    static final String MODULE_READ = "module.read";
    static final String MODULE_WRITE = "module.write";
    static final String AUDIT_READ = "audit.read";
    static final String HEALTH_READ = "health.read";
    private static final String METRICS_READ = "metrics.read";
    private static final String CHANNEL_READ = "channel.read";
    private static final String CHANNEL_WRITE = "channel.write";
    private static final String CHANNEL = "live.channel.";

    @Override
    public Map<String, String> permissions() {
        return Map.of(
                MODULE_READ, "See modules and settings",
                MODULE_WRITE, "Install, stop and remove modules, change settings",
                CHANNEL_READ, "See the accounts of channels and their settings",
                CHANNEL_WRITE, "Make, change and remove accounts of channels",
                AUDIT_READ, "Search and verify the audit trail",
                HEALTH_READ, "See how every part of the product is",
                METRICS_READ, "Read the metrics");
    }

    static Principal principal(SecurityContext context) {
        return (Principal) context.getUserPrincipal();
    }

    /** Whether settings of that kind may be seen. Accounts of channels have a permission of their own. */
    static boolean maySee(Principal principal, String pid) {
        return principal.may(pid.startsWith(CHANNEL) ? CHANNEL_READ : MODULE_READ);
    }

    static void requireSee(Principal principal, String pid) {
        require(principal, pid.startsWith(CHANNEL) ? CHANNEL_READ : MODULE_READ);
    }

    static void requireChange(Principal principal, String pid) {
        require(principal, pid.startsWith(CHANNEL) ? CHANNEL_WRITE : MODULE_WRITE);
    }

    private static void require(Principal principal, String permission) {
        if (!principal.may(permission)) {
            throw Problem.forbidden("security.permission.missing", "The permission " + permission + " is needed.");
        }
    }
}
