// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.util.List;
import java.util.Optional;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The classification rules of a tenant: an ordered list that is read and replaced as a whole. */
@Component(service = RuleStore.class)
public final class RuleStore {
    private final Database database;
    private final AuditTrail audit;

    @Activate
    public RuleStore(@Reference ChannelsDatabase database, @Reference AuditTrail audit) {
        this.database = database.database();
        this.audit = audit;
    }

    /** The rules, in order, and their version. */
    public record RuleSet(TenantId tenant, long version, List<Rule> rules) {}

    public RuleSet get(TenantId tenant) {
        return database.read(connection -> {
            long version = Sql.on(connection, "select version from channels.rule_set where tenant = ?")
                    .with(tenant.value())
                    .first(row -> row.big("version"))
                    .orElse(0L);
            List<Rule> rules = Sql.on(
                            connection,
                            """
                    select id, name, channel, recipient, sender, subject, segment, queue, priority, skills, active
                    from channels.rule where tenant = ? order by position
                    """)
                    .with(tenant.value())
                    .list(row -> new Rule(
                            row.uuid("id"),
                            row.text("name"),
                            row.textIfAny("channel"),
                            row.textIfAny("recipient"),
                            row.textIfAny("sender"),
                            row.textIfAny("subject"),
                            row.textIfAny("segment"),
                            new QueueId(row.uuid("queue")),
                            row.number("priority"),
                            Skills.read(row.text("skills")),
                            row.flag("active")));
            return new RuleSet(tenant, version, rules);
        });
    }

    /**
     * Replaces all rules.
     *
     * @param version the one that the administrator has seen
     * @return the new version; empty if somebody was faster
     */
    public Optional<Long> replace(Principal actor, long version, List<Rule> rules) {
        return database.change(connection -> {
            Sql.on(connection, "insert into channels.rule_set (tenant, version) values (?, 0) on conflict do nothing")
                    .with(actor.tenant().value())
                    .update();
            Optional<Long> next = Sql.on(
                            connection,
                            """
                    update channels.rule_set set version = version + 1 where tenant = ? and version = ? returning version
                    """)
                    .with(actor.tenant().value(), version)
                    .first(row -> row.big("version"));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Sql.on(connection, "delete from channels.rule where tenant = ?")
                    .with(actor.tenant().value())
                    .update();
            int position = 0;
            for (Rule rule : rules) {
                Sql.on(
                                connection,
                                """
                        insert into channels.rule (tenant, id, position, name, channel, recipient, sender, subject, segment,
                            queue, priority, skills, active)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                        """)
                        .with(
                                actor.tenant().value(),
                                rule.id(),
                                position++,
                                rule.name(),
                                rule.channel().orElse(null),
                                rule.to().orElse(null),
                                rule.from().orElse(null),
                                rule.subject().orElse(null),
                                rule.segment().orElse(null),
                                rule.queue().value(),
                                rule.priority(),
                                Skills.json(rule.skills()),
                                rule.active())
                        .update();
            }
            audit.record(
                    connection,
                    new AuditEntry(
                            actor,
                            "channels.rules.change",
                            "rules:" + actor.tenant(),
                            "{\"version\":" + next.get() + ",\"rules\":" + rules.size() + "}"));
            return next;
        });
    }
}
