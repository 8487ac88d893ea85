// SPDX-License-Identifier: Apache-2.0
package live.security.internal.shell;

import java.util.Objects;
import live.security.internal.Console;
import live.security.internal.store.SessionTable;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code security:sessions}. */
@Service
@Command(scope = "security", name = "sessions", description = "Lists the sessions of a user")
public final class ListSessions implements Action {
    @Reference
    private @Nullable Console console;

    @Reference
    private @Nullable Session shell;

    @Argument(name = "login", description = "Login of the user", required = true)
    private String login = "";

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        table.column("id");
        table.column("address");
        table.column("since");
        table.column("last used");
        table.column("browser");
        for (SessionTable.Session session : Objects.requireNonNull(console).sessions(login)) {
            table.addRow()
                    .addContent(
                            session.id(), session.address(), session.createdAt(), session.usedAt(), session.agent());
        }
        table.print(Objects.requireNonNull(shell).getConsole());
        return null;
    }
}
