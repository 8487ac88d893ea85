// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.shell;

import java.util.Objects;
import live.core.Principal;
import live.core.TenantId;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code settings:delete}. */
@Service
@Command(scope = "settings", name = "delete", description = "Deletes settings and their passwords")
public class DeleteSettings implements Action {
    @Argument(name = "pid", required = true, description = "live.channel.email~support")
    private String pid = "";

    @Reference
    private @Nullable Configurations configurations;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        Configurations stored = Objects.requireNonNull(configurations);
        Configuration present =
                stored.find(pid).orElseThrow(() -> new IllegalArgumentException("There are no settings " + pid));
        stored.delete(Principal.shell(TenantId.DEFAULT), pid, present.version());
        Objects.requireNonNull(session).getConsole().println(pid + " is deleted.");
        return null;
    }
}
