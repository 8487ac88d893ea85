// SPDX-License-Identifier: Apache-2.0
package live.security.internal.shell;

import java.util.Objects;
import java.util.UUID;
import live.security.internal.Console;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code security:revoke-token}. */
@Service
@Command(scope = "security", name = "revoke-token", description = "Revokes an API token")
public final class RevokeToken implements Action {
    @Reference
    private @Nullable Console console;

    @Reference
    private @Nullable Session shell;

    @Argument(name = "id", description = "Id of the token", required = true)
    private String id = "";

    @Override
    public @Nullable Object execute() {
        boolean revoked = Objects.requireNonNull(console).revokeToken(UUID.fromString(id));
        Objects.requireNonNull(shell).getConsole().println(revoked ? "revoked" : "there is no such token");
        return null;
    }
}
