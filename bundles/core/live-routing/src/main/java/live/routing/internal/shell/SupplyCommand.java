// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.time.Duration;
import live.core.LiveException;
import live.core.QueueId;
import live.core.TenantId;
import live.routing.Supplies;
import live.routing.Supply;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Tells who there is for more contacts of a queue. */
@Service
@Command(scope = "routing", name = "supply", description = "Tells who there is for more contacts of a queue")
@SuppressWarnings("NullAway.Init") // the shell sets the fields
public final class SupplyCommand implements Action {
    private static final Duration SOON = Duration.ofMinutes(1);

    @Reference
    private Supplies supplies;

    @Argument(name = "queue", description = "id of the queue", required = true)
    private String queue;

    @Argument(index = 1, name = "medium", description = "email, call, chat, ...", required = true)
    private String medium;

    @Override
    public @Nullable Object execute() {
        Supply supply = supplies.supply(TenantId.DEFAULT, QueueId.of(queue), medium)
                .orElseThrow(() -> new LiveException("routing.queue.unknown", "There is no queue " + queue + "."));
        ShellTable table = new ShellTable();
        for (String column : new String[] {
            "Able", "Signed in", "Ready", "Free", "Waiting ahead", "In hand", "Takes", "Over within a minute"
        }) {
            table.column(column);
        }
        table.addRow()
                .addContent(
                        supply.able(),
                        supply.signedIn(),
                        supply.ready(),
                        supply.free(),
                        String.format("%.1f", supply.ahead()),
                        supply.inHand(),
                        supply.holding()
                                .map(holding -> holding.toSeconds() + " s")
                                .orElse("unknown"),
                        supply.freedWithin(SOON)
                                .map(over -> String.format("%.1f", over))
                                .orElse("unknown"));
        table.print(System.out);
        supply.due().forEach(due -> System.out.println("due from " + due.from() + ": " + due.contacts()));
        return null;
    }
}
