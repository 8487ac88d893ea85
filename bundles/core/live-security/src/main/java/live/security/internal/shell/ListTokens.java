// SPDX-License-Identifier: Apache-2.0
package live.security.internal.shell;

import java.util.Objects;
import live.security.internal.Console;
import live.security.internal.store.TokenTable.ApiToken;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code security:tokens}. */
@Service
@Command(scope = "security", name = "tokens", description = "Lists the API tokens")
public final class ListTokens implements Action {
    @Reference
    private @Nullable Console console;

    @Reference
    private @Nullable Session shell;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        table.column("id");
        table.column("name");
        table.column("user");
        table.column("permissions");
        table.column("ends");
        table.column("last used");
        for (ApiToken token : Objects.requireNonNull(console).tokens()) {
            table.addRow()
                    .addContent(
                            token.id(),
                            token.name(),
                            token.user(),
                            String.join(" ", token.permissions()),
                            token.expiresAt(),
                            token.usedAt().map(Object::toString).orElse("never"));
        }
        table.print(Objects.requireNonNull(shell).getConsole());
        return null;
    }
}
