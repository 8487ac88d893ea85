// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.shell;

import live.core.health.HealthBoard;
import live.core.health.HealthReport;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code live:health}. */
@Service
@Command(scope = "live", name = "health", description = "Shows how every part of the product is")
public class HealthCommand implements Action {
    @Reference
    private @Nullable HealthBoard board;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        if (board == null || session == null) {
            throw new IllegalStateException("the shell has not filled this command");
        }
        HealthReport report = board.report();
        ShellTable table = new ShellTable();
        table.column("Check");
        table.column("State");
        table.column("Code");
        table.column("Message");
        report.checks().forEach((name, health) -> table.addRow()
                .addContent(name, health.state(), health.code(), health.message()));
        table.print(session.getConsole());
        session.getConsole().println("Status: " + report.state());
        return null;
    }
}
