// SPDX-License-Identifier: Apache-2.0
package live.security.internal.shell;

import java.util.Objects;
import live.security.internal.Console;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code security:reset-password}. */
@Service
@Command(
        scope = "security",
        name = "reset-password",
        description = "Gives a user a random password that he has to change")
public final class ResetPassword implements Action {
    @Reference
    private @Nullable Console console;

    @Reference
    private @Nullable Session shell;

    @Argument(name = "login", description = "Login of the user", required = true)
    private String login = "";

    @Override
    public @Nullable Object execute() {
        Objects.requireNonNull(shell)
                .getConsole()
                .println(Objects.requireNonNull(console).resetPassword(login));
        return null;
    }
}
