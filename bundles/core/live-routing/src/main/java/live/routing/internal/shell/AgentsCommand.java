// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.time.Instant;
import live.core.TenantId;
import live.lib.router.View;
import live.routing.internal.Overview;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Lists agents. */
@Service
@Command(scope = "routing", name = "agents", description = "Lists agents who are signed in, and what they have")
@SuppressWarnings("NullAway.Init") // the shell sets the references
public final class AgentsCommand implements Action {
    @Reference
    private Overview overview;

    @Option(name = "-a", aliases = "--all", description = "also those who are not signed in")
    private boolean all;

    @Override
    public @Nullable Object execute() throws Exception {
        ShellTable table = new ShellTable();
        for (String column : new String[] {"Agent", "State", "Reason", "Since", "Reachable", "Works"}) {
            table.column(column);
        }
        for (View.AgentState agent : Await.answer(overview.agents(TenantId.DEFAULT))) {
            if (all || agent.signedIn()) {
                table.addRow()
                        .addContent(
                                agent.rule().id(),
                                !agent.signedIn() ? "signed out" : agent.ready() ? "ready" : "not ready",
                                agent.reason(),
                                Instant.ofEpochMilli(agent.since()),
                                agent.reachable(),
                                agent.works().size());
            }
        }
        table.print(System.out);
        return null;
    }
}
