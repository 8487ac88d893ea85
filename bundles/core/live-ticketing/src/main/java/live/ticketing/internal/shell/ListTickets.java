// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.shell;

import java.util.Objects;
import live.core.TenantId;
import live.directory.Directory;
import live.routing.QueueNames;
import live.ticketing.Ticket;
import live.ticketing.internal.store.TicketQuery;
import live.ticketing.internal.store.TicketSearch;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** The newest tickets, or those that a search finds. Subjects are not shown: the shell's history is a log. */
@Service
@Command(scope = "ticket", name = "list", description = "Lists the newest tickets, or those that a search finds")
public final class ListTickets implements Action {
    @Argument(name = "text", description = "what to search for")
    String text = "";

    @Reference
    @Nullable
    TicketSearch search;

    @Reference
    @Nullable
    Directory directory;

    @Reference(optional = true)
    @Nullable
    QueueNames queues;

    @Reference
    @Nullable
    Session session;

    @Override
    public @Nullable Object execute() {
        TicketSearch.Found found = Objects.requireNonNull(search).find(TenantId.DEFAULT, TicketQuery.latest(text, 50));
        Names names = Names.of(
                Objects.requireNonNull(directory),
                queues,
                found.items().stream()
                        .flatMap(item -> item.ticket().assignee().stream())
                        .toList());
        ShellTable table = new ShellTable();
        table.column("Number");
        table.column("Status");
        table.column("Priority");
        table.column("Queue");
        table.column("Assignee");
        table.column("Updated");
        for (TicketSearch.Item item : found.items()) {
            Ticket ticket = item.ticket();
            table.addRow()
                    .addContent(
                            ticket.number(),
                            ticket.status().code(),
                            ticket.priority(),
                            names.queue(ticket.queue()),
                            names.user(ticket.assignee()),
                            ticket.updatedAt());
        }
        table.print(Objects.requireNonNull(session).getConsole());
        return null;
    }
}
