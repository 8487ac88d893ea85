// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.time.Instant;
import java.util.Locale;
import live.core.QueueId;
import live.core.TenantId;
import live.lib.router.View;
import live.routing.internal.Overview;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Lists what waits in a queue. */
@Service
@Command(scope = "routing", name = "waiting", description = "Lists what waits in a queue, best claims first")
@SuppressWarnings("NullAway.Init") // the shell sets the fields
public final class WaitingCommand implements Action {
    private static final int MOST = 50;

    @Reference
    private Overview overview;

    @Argument(name = "queue", description = "id of the queue", required = true)
    private String queue;

    @Override
    public @Nullable Object execute() throws Exception {
        ShellTable table = new ShellTable();
        for (String column : new String[] {"Work", "Medium", "Priority", "Waiting since", "State", "Ring", "Role"}) {
            table.column(column);
        }
        for (Overview.Seen seen : Await.answer(overview.waiting(TenantId.DEFAULT, QueueId.of(queue), MOST))) {
            View.WorkState work = seen.work();
            table.addRow()
                    .addContent(
                            work.request().work(),
                            work.request().medium(),
                            work.request().priority(),
                            Instant.ofEpochMilli(work.request().enqueuedAt()),
                            work.phase(),
                            work.ring() + 1,
                            work.invitation() == null
                                    ? ""
                                    : work.invitation().role().name().toLowerCase(Locale.ROOT));
        }
        table.print(System.out);
        return null;
    }
}
