// SPDX-License-Identifier: Apache-2.0
package live.security.internal.shell;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import live.security.internal.Console;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code security:make-token}. */
@Service
@Command(scope = "security", name = "make-token", description = "Makes an API token that acts for a user")
public final class MakeToken implements Action {
    @Reference
    private @Nullable Console console;

    @Reference
    private @Nullable Session shell;

    @Argument(name = "login", description = "Login of the user", required = true)
    private String login = "";

    @Argument(index = 1, name = "name", description = "What it is for", required = true)
    private String name = "";

    @Argument(index = 2, name = "permissions", description = "What it may do", required = true, multiValued = true)
    private List<String> permissions = List.of();

    @Option(
            name = "--days",
            description = "How long it is good; as configured unless given",
            required = false,
            multiValued = false)
    private int days;

    @Override
    public @Nullable Object execute() {
        Objects.requireNonNull(shell)
                .getConsole()
                .println(Objects.requireNonNull(console).makeToken(login, name, Set.copyOf(permissions), days));
        return null;
    }
}
