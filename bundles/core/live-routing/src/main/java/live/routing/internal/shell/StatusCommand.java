// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import live.routing.internal.Overview;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Shows how routing does. */
@Service
@Command(scope = "routing", name = "status", description = "Shows each routing domain and how far its journal is")
@SuppressWarnings("NullAway.Init") // the shell sets the references
public final class StatusCommand implements Action {
    @Reference
    private Overview overview;

    @Option(name = "-s", aliases = "--snapshot", description = "write a snapshot first")
    private boolean snapshot;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        for (String column :
                new String[] {"Tenant", "Running", "Decides", "Entry", "Commands waiting", "Decided otherwise"}) {
            table.column(column);
        }
        for (Overview.Status status : overview.status()) {
            if (snapshot) {
                System.out.println("Snapshot of entry " + overview.snapshot(status.tenant()));
            }
            table.addRow()
                    .addContent(
                            status.tenant(),
                            status.available(),
                            status.holds() ? "this node" : "another",
                            status.sequence(),
                            status.ring(),
                            status.differing());
        }
        table.print(System.out);
        return null;
    }
}
