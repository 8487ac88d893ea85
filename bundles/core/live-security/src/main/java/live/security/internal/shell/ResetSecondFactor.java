// SPDX-License-Identifier: Apache-2.0
package live.security.internal.shell;

import java.util.Objects;
import live.security.internal.Console;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code security:reset-second-factor}. */
@Service
@Command(
        scope = "security",
        name = "reset-second-factor",
        description = "Takes the second factor of a user away who has lost it")
public final class ResetSecondFactor implements Action {
    @Reference
    private @Nullable Console console;

    @Argument(name = "login", description = "Login of the user", required = true)
    private String login = "";

    @Override
    public @Nullable Object execute() {
        Objects.requireNonNull(console).resetSecondFactor(login);
        return null;
    }
}
