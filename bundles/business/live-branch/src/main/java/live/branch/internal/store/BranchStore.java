// SPDX-License-Identifier: Apache-2.0
package live.branch.internal.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.branch.internal.Branch;
import live.core.HoursId;
import live.core.Principal;
import live.core.TenantId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Branches; each change is in the audit trail. */
@Component(service = BranchStore.class)
public final class BranchStore {
    private static final String COLUMNS =
            "id, code, name, title, greeting, colour, language, subjects, sites, services,"
                    + " hours, patience_seconds, active, version";

    private final Database database;
    private final AuditTrail audit;

    @Activate
    public BranchStore(@Reference BranchDatabase database, @Reference AuditTrail audit) {
        this.database = database.database();
        this.audit = audit;
    }

    public List<Branch> all(TenantId tenant) {
        return database.read(connection -> Sql.on(
                        connection, "select " + COLUMNS + " from branch.branch where tenant = ? order by name, id")
                .with(tenant.value())
                .list(BranchStore::branch));
    }

    public Optional<Branch> find(TenantId tenant, UUID id) {
        return database.read(connection -> Sql.on(
                        connection, "select " + COLUMNS + " from branch.branch where tenant = ? and id = ?")
                .with(tenant.value(), id)
                .first(BranchStore::branch));
    }

    /** The branch that pages name so, if it is switched on. */
    public Optional<Branch> open(TenantId tenant, String code) {
        return database.read(connection -> Sql.on(
                        connection,
                        "select " + COLUMNS + " from branch.branch where tenant = ? and code = ? and active")
                .with(tenant.value(), code)
                .first(BranchStore::branch));
    }

    /** Those that are open by the hours. */
    public List<Branch> by(TenantId tenant, HoursId hours) {
        return database.read(connection -> Sql.on(
                        connection, "select " + COLUMNS + " from branch.branch where tenant = ? and hours = ? limit 20")
                .with(tenant.value(), hours.value())
                .list(BranchStore::branch));
    }

    /** Adds a branch; false if the id or the code is there already. */
    public boolean add(Principal actor, Branch branch) {
        return database.change(connection -> {
            int added = values(
                            Sql.on(
                                            connection,
                                            "insert into branch.branch (tenant, " + COLUMNS
                                                    + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                                    + " on conflict do nothing")
                                    .with(actor.tenant().value(), branch.id(), branch.code()),
                            branch)
                    .with(branch.version())
                    .update();
            if (added == 1) {
                audit.record(connection, entry(actor, "create", branch.id()));
            }
            return added == 1;
        });
    }

    /** Changes all but the code; false if somebody else has changed it since. */
    public boolean change(Principal actor, Branch branch) {
        return database.change(connection -> {
            int changed = values(
                            Sql.on(
                                    connection,
                                    """
                            update branch.branch set name = ?, title = ?, greeting = ?, colour = ?, language = ?,
                                subjects = ?, sites = ?, services = ?, hours = ?, patience_seconds = ?, active = ?,
                                version = version + 1
                            where tenant = ? and id = ? and version = ?
                            """),
                            branch)
                    .with(actor.tenant().value(), branch.id(), branch.version())
                    .update();
            if (changed == 1) {
                audit.record(connection, entry(actor, "change", branch.id()));
            }
            return changed == 1;
        });
    }

    public void remove(Principal actor, UUID id) {
        database.act(connection -> {
            int removed = Sql.on(connection, "delete from branch.branch where tenant = ? and id = ?")
                    .with(actor.tenant().value(), id)
                    .update();
            if (removed == 1) {
                audit.record(connection, entry(actor, "delete", id));
            }
        });
    }

    private static AuditEntry entry(Principal actor, String verb, UUID id) {
        return new AuditEntry(actor, "branch.branch." + verb, "branch:" + id, "{}");
    }

    private static Sql values(Sql sql, Branch branch) {
        return sql.with(branch.name(), branch.title(), branch.greeting(), branch.colour())
                .with(branch.language().orElse(null))
                .array("text", branch.subjects())
                .array("text", branch.sites())
                .array("text", branch.services().stream().sorted().toList())
                .with(branch.hours().map(HoursId::value).orElse(null), branch.patienceSeconds(), branch.active());
    }

    private static Branch branch(Row row) throws SQLException {
        return new Branch(
                row.uuid("id"),
                row.text("code"),
                row.text("name"),
                row.text("title"),
                row.text("greeting"),
                row.text("colour"),
                row.textIfAny("language"),
                row.texts("subjects"),
                row.texts("sites"),
                Set.copyOf(row.texts("services")),
                row.uuidIfAny("hours").map(HoursId::new),
                row.number("patience_seconds"),
                row.flag("active"),
                row.big("version"));
    }
}
