// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.InteractionId;
import live.core.LiveException;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.lib.sql.Database;
import live.lib.sql.DatabaseException;
import live.lib.sql.Sql;
import live.ticketing.Interactions;
import live.ticketing.Status;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import live.ticketing.Tickets.Applied;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes tickets: all changes of a call or none, each with its history, in one transaction. */
@Component(service = Changes.class)
public final class Changes {
    private static final int MOST_TAGS = 50;

    private final Database database;
    private final StatusStore statuses;
    private final Interactions interactions;
    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    @Activate
    public Changes(
            @Reference TicketingDatabase database,
            @Reference StatusStore statuses,
            @Reference Interactions interactions,
            @Reference Events events,
            @Reference AuditTrail audit,
            @Reference Clock clock) {
        this.database = database.database();
        this.statuses = statuses;
        this.interactions = interactions;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Leaves the transaction, so that nothing of it stays. */
    private static final class Against extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Applied.Refused refused;

        Against(String code, String reason) {
            super(reason, null, false, false);
            refused = new Applied.Refused(code, reason);
        }
    }

    public Applied apply(Principal actor, TicketId ticket, long version, List<TicketChange> changes) {
        Applied applied;
        try {
            applied = database.change(connection -> {
                lock(connection, actor.tenant(), ticket, changes);
                Optional<Ticket> before = TicketRows.get(connection, actor.tenant(), ticket.value());
                if (before.isEmpty()) {
                    return new Applied.Missing();
                }
                if (before.get().version() != version) {
                    return new Applied.Conflict(before.get());
                }
                return new Applied.Done(change(connection, actor, before.get(), changes));
            });
        } catch (Against e) {
            return e.refused;
        } catch (LiveException e) {
            if (e.code().startsWith("channels.")) {
                return new Applied.Refused(e.code(), String.valueOf(e.getMessage()));
            }
            throw e;
        } catch (DatabaseException e) {
            if (e.badData()) {
                return new Applied.Refused("ticketing.change.invalid", "The change does not fit.");
            }
            throw e;
        }
        if (applied instanceof Applied.Done) {
            interactions.committed();
        }
        return applied;
    }

    /** Locks all that the changes touch, in the order in which everybody locks tickets. */
    private static void lock(Connection connection, TenantId tenant, TicketId ticket, List<TicketChange> changes)
            throws SQLException {
        List<UUID> touched = new ArrayList<>(List.of(ticket.value()));
        for (TicketChange change : changes) {
            if (change instanceof TicketChange.Merge merge) {
                touched.add(merge.other().value());
            }
        }
        Sql.on(connection, "select id from ticketing.ticket where tenant = ? and id = any(?) order by id for update")
                .with(tenant.value())
                .array("uuid", touched)
                .run();
    }

    private Ticket change(Connection connection, Principal actor, Ticket before, List<TicketChange> changes)
            throws SQLException {
        Draft draft = new Draft(connection, actor, before);
        for (TicketChange change : changes) {
            draft.apply(change);
        }
        Instant now = clock.instant();
        Sql.on(
                        connection,
                        """
                update ticketing.ticket set subject = ?, status = ?, category = ?, priority = ?, queue = ?::uuid,
                    assignee = ?::uuid, tags = ?, updated_at = ?, version = version + 1
                where tenant = ? and id = ?
                """)
                .with(
                        draft.subject,
                        draft.status.code(),
                        draft.status.category().name(),
                        draft.priority,
                        draft.queue.map(QueueId::value).orElse(null),
                        draft.assignee.map(UserId::value).orElse(null))
                .array("text", draft.tags)
                .with(now, actor.tenant().value(), before.id().value())
                .update();
        History.write(connection, actor.tenant(), now, draft.deeds);
        draft.news.add(TicketEvents.changed(actor, before.id().value(), before.version() + 1));
        events.append(connection, draft.news);
        List<AuditEntry> acts = draft.deeds.stream()
                .map(deed -> new AuditEntry(
                        actor, "ticketing.ticket." + deed.type(), "ticket:" + deed.ticket(), audited(deed)))
                .toList();
        audit.record(connection, acts);
        return TicketRows.get(connection, actor.tenant(), before.id().value()).orElseThrow();
    }

    /** A subject may say who it is about: the trail has ids and codes only. */
    private static String audited(History.Deed deed) {
        return deed.type().equals("rename") || deed.type().equals("tag") ? "{}" : deed.data();
    }

    /** The ticket as it will be. */
    private final class Draft {
        private final Connection connection;
        private final Principal actor;
        private final Ticket before;
        private final UUID id;
        private final List<History.Deed> deeds = new ArrayList<>();
        private final List<NewEvent> news = new ArrayList<>();
        private final List<String> tags;
        private String subject;
        private Status status;
        private int priority;
        private Optional<QueueId> queue;
        private Optional<UserId> assignee;

        Draft(Connection connection, Principal actor, Ticket before) {
            this.connection = connection;
            this.actor = actor;
            this.before = before;
            this.id = before.id().value();
            this.tags = new ArrayList<>(before.tags());
            this.subject = before.subject();
            this.status = before.status();
            this.priority = before.priority();
            this.queue = before.queue();
            this.assignee = before.assignee();
        }

        void apply(TicketChange change) throws SQLException {
            if (change instanceof TicketChange.Assign assign) {
                assign(assign);
            } else if (change instanceof TicketChange.Prioritise prioritise) {
                prioritise(prioritise.priority());
            } else if (change instanceof TicketChange.MoveTo move) {
                deed("move", "from", text(queue), "to", move.queue().toString());
                queue = Optional.of(move.queue());
            } else if (change instanceof TicketChange.SetStatus set) {
                status(set.status());
            } else if (change instanceof TicketChange.Rename rename) {
                rename(rename.subject());
            } else if (change instanceof TicketChange.Tag tag) {
                tag(tag);
            } else if (change instanceof TicketChange.Note note) {
                interactions.note(connection, actor, contact(), note.note());
                deed("note", "message", note.note().id().toString());
            } else if (change instanceof TicketChange.Reply reply) {
                reply(reply);
            } else if (change instanceof TicketChange.Link link) {
                link(link);
            } else if (change instanceof TicketChange.Merge merge) {
                merge(merge.other());
            } else {
                throw new Against("ticketing.change.unknown", "Nobody here knows this kind of change.");
            }
        }

        private void assign(TicketChange.Assign assign) {
            deed("assign", "from", text(assignee), "to", text(assign.assignee()));
            assignee = assign.assignee();
            if (assignee.isPresent() && status.code().equals(StatusStore.NEW)) {
                status(StatusStore.OPEN);
            }
        }

        private void prioritise(int wanted) {
            if (wanted < 0 || wanted > 9) {
                throw new Against("ticketing.priority.invalid", "A priority is 0 to 9.");
            }
            deed("prioritise", "from", Integer.toString(priority), "to", Integer.toString(wanted));
            priority = wanted;
        }

        private void status(String code) {
            Status wanted = statuses.find(actor.tenant(), code)
                    .orElseThrow(() -> new Against("ticketing.status.unknown", "There is no such status."));
            if (!wanted.code().equals(status.code())) {
                deed("status", "from", status.code(), "to", wanted.code());
                status = wanted;
            }
        }

        private void rename(String wanted) {
            if (wanted.isBlank() || wanted.length() > 1_000 || wanted.indexOf('\0') >= 0) {
                throw new Against("ticketing.subject.invalid", "A subject has 1 to 1,000 characters.");
            }
            deed("rename", "from", subject, "to", wanted);
            subject = wanted;
        }

        private void tag(TicketChange.Tag tag) {
            String wanted = tag.tag().strip();
            if (wanted.isEmpty() || wanted.length() > 50 || wanted.chars().anyMatch(Character::isISOControl)) {
                throw new Against("ticketing.tag.invalid", "A tag has 1 to 50 characters.");
            }
            if (tag.present() && !tags.contains(wanted)) {
                if (tags.size() == MOST_TAGS) {
                    throw new Against("ticketing.tag.many", "A ticket has at most " + MOST_TAGS + " tags.");
                }
                tags.add(wanted);
                deed("tag", "added", wanted);
            } else if (!tag.present() && tags.remove(wanted)) {
                deed("tag", "removed", wanted);
            }
        }

        private void reply(TicketChange.Reply reply) throws SQLException {
            if (!before.interactions().contains(reply.interaction())) {
                throw new Against("ticketing.reply.elsewhere", "The contact does not belong to this ticket.");
            }
            interactions.send(connection, actor, reply.interaction(), reply.message());
            deed(
                    "reply",
                    "message",
                    reply.message().id().toString(),
                    "interaction",
                    reply.interaction().toString());
        }

        private void link(TicketChange.Link link) throws SQLException {
            if (!link.relation().matches("[a-z][a-z-]{0,30}")) {
                throw new Against("ticketing.relation.invalid", "A relation is a lower-case word.");
            }
            other(link.other());
            Sql.on(
                            connection,
                            """
                    insert into ticketing.ticket_link (tenant, ticket, other, relation) values (?, ?, ?, ?)
                    on conflict do nothing
                    """)
                    .with(actor.tenant().value(), id, link.other().value(), link.relation())
                    .update();
            deed("link", "other", link.other().toString(), "relation", link.relation());
        }

        private void merge(TicketId part) throws SQLException {
            Ticket other = other(part);
            UUID otherId = part.value();
            UUID tenant = actor.tenant().value();
            Sql.on(
                            connection,
                            """
                    with i as (
                        insert into ticketing.ticket_interaction (tenant, interaction, ticket, since, answered)
                        select tenant, interaction, ?, since, answered from ticketing.ticket_interaction
                        where tenant = ? and ticket = ? on conflict do nothing),
                    d as (delete from ticketing.ticket_interaction where tenant = ? and ticket = ?),
                    c as (update ticketing.ticket_conversation set ticket = ? where tenant = ? and ticket = ?),
                    s as (delete from ticketing.search where tenant = ? and ticket = ? returning source, document),
                    n as (
                        insert into ticketing.search (tenant, ticket, source, document)
                        select ?, ?, source, document from s on conflict do nothing)
                    update ticketing.ticket set status = 'closed', category = 'CLOSED', merged_into = ?,
                        updated_at = ?, version = version + 1 where tenant = ? and id = ?
                    """)
                    .with(id, tenant, otherId, tenant, otherId, id, tenant, otherId)
                    .with(tenant, otherId, tenant, id)
                    .with(id, clock.instant(), tenant, otherId)
                    .run();
            interactions.moved(connection, actor, other.interactions(), before.id());
            deed("merge", "other", part.toString());
            deeds.add(History.Deed.of(otherId, actor.user(), "merged", "into", id.toString()));
            news.add(TicketEvents.changed(actor, otherId, other.version() + 1));
        }

        private Ticket other(TicketId other) throws SQLException {
            if (other.equals(before.id())) {
                throw new Against("ticketing.other.same", "A ticket cannot be joined with itself.");
            }
            return TicketRows.get(connection, actor.tenant(), other.value())
                    .orElseThrow(() -> new Against("ticketing.other.missing", "There is no such other ticket."));
        }

        private InteractionId contact() {
            if (before.interactions().isEmpty()) {
                throw new Against("ticketing.contact.none", "The ticket has no contact that could hold a note.");
            }
            return before.interactions().get(before.interactions().size() - 1);
        }

        private void deed(String type, String... namesAndValues) {
            deeds.add(History.Deed.of(id, actor.user(), type, namesAndValues));
        }

        private static String text(Optional<?> value) {
            return value.map(Object::toString).orElse("");
        }
    }
}
