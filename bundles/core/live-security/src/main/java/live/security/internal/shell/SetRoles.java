// SPDX-License-Identifier: Apache-2.0
package live.security.internal.shell;

import java.util.List;
import java.util.Objects;
import live.security.internal.Console;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code security:roles}. */
@Service
@Command(scope = "security", name = "roles", description = "Sets all roles of a user")
public final class SetRoles implements Action {
    @Reference
    private @Nullable Console console;

    @Argument(name = "login", description = "Login of the user", required = true)
    private String login = "";

    @Argument(index = 1, name = "roles", description = "Codes of his roles", required = true, multiValued = true)
    private List<String> roles = List.of();

    @Override
    public @Nullable Object execute() {
        Objects.requireNonNull(console).roles(login, roles);
        return null;
    }
}
