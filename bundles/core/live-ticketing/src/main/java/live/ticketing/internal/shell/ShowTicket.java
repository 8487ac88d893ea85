// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.shell;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import live.core.TenantId;
import live.directory.Directory;
import live.routing.QueueNames;
import live.ticketing.Ticket;
import live.ticketing.TicketNumber;
import live.ticketing.internal.store.History;
import live.ticketing.internal.store.TicketSearch;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** A ticket and who did what to it. */
@Service
@Command(scope = "ticket", name = "show", description = "Shows a ticket and its history")
public final class ShowTicket implements Action {
    @Argument(name = "number", description = "the ticket's number", required = true)
    long number;

    @Reference
    @Nullable
    TicketSearch search;

    @Reference
    @Nullable
    History history;

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
        Ticket ticket = Objects.requireNonNull(search)
                .get(TenantId.DEFAULT, new TicketNumber(number))
                .orElseThrow(() -> new IllegalArgumentException("There is no ticket " + number));
        List<History.Entry> entries = Objects.requireNonNull(history).of(TenantId.DEFAULT, ticket.id());
        Names names = Names.of(
                Objects.requireNonNull(directory),
                queues,
                Stream.concat(ticket.assignee().stream(), entries.stream().map(History.Entry::actor))
                        .toList());
        var out = Objects.requireNonNull(session).getConsole();
        out.println(ticket.number() + " " + ticket.id());
        out.println("status    " + ticket.status().code() + ", priority " + ticket.priority());
        out.println("queue     " + names.queue(ticket.queue()));
        out.println("assignee  " + names.user(ticket.assignee()));
        out.println("contacts  " + ticket.interactions());
        for (History.Entry entry : entries) {
            String actor = names.user(Optional.of(entry.actor()));
            out.println(entry.at() + " " + actor + " " + entry.type() + " " + entry.data());
        }
        return null;
    }
}
