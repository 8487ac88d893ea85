// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.health.Health;
import live.core.health.HealthCheck;
import live.core.store.SchemaReady;
import live.directory.Users;
import live.lib.sql.Database;
import live.security.internal.store.Credentials;
import live.security.internal.store.Roles;
import live.security.internal.store.Roles.Role;
import live.security.internal.store.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an empty installation usable: the tenant, the built-in roles and one administrator, whose random password stands
 * in a file that only the product's owner can read.
 */
@Component(
        service = {FirstStart.class, HealthCheck.class},
        property = "name=security.first-start",
        immediate = true)
public final class FirstStart implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final Principal SELF = Principal.system(TenantId.DEFAULT, "security");
    private static final String LOGIN = FirstPassword.LOGIN;

    private static final List<Role> ROLES = List.of(
            role("admin", "Administrator", Roles.ALL),
            role(
                    "supervisor",
                    "Supervisor",
                    "ticket.read",
                    "ticket.write",
                    "interaction.read",
                    "interaction.reply",
                    "person.write",
                    "reply.write",
                    "queue.read",
                    "queue.write",
                    "agent.work",
                    "agent.supervise",
                    "user.read",
                    "unit.every",
                    "channel.read",
                    "audit.read"),
            role(
                    "unit-supervisor",
                    "Supervisor of a unit",
                    "ticket.read",
                    "ticket.write",
                    "interaction.read",
                    "interaction.reply",
                    "person.write",
                    "queue.read",
                    "queue.write",
                    "agent.work",
                    "agent.supervise",
                    "user.read"),
            role(
                    "agent",
                    "Agent",
                    "ticket.read",
                    "ticket.write",
                    "interaction.read",
                    "interaction.reply",
                    "queue.read",
                    "agent.work",
                    "user.read"));

    private final Database database;
    private final Users users;
    private final StaffAccounts accounts;
    private final Grants grants;
    private final Journal journal;
    private final Clock clock;
    private final FirstPassword firstPassword;
    private final TaskHandle task;
    private volatile boolean prepared;

    @Activate
    public FirstStart(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Users users,
            @Reference StaffAccounts accounts,
            @Reference Grants grants,
            @Reference Journal journal,
            @Reference Clock clock,
            @Reference Tasks tasks,
            @Reference FirstPassword firstPassword) {
        this.database = new Database(source);
        this.users = users;
        this.accounts = accounts;
        this.grants = grants;
        this.journal = journal;
        this.clock = clock;
        this.firstPassword = firstPassword;
        this.task = tasks.run("security.first-start", this::prepare);
    }

    @Deactivate
    void stop() {
        task.close();
    }

    /** Nobody can sign in before there is an administrator: until then the product is not ready. */
    @Override
    public Health check() {
        return prepared
                ? Health.OK
                : Health.down("security.first-start.pending", "The first administrator is being made. Wait a moment.");
    }

    private void prepare() throws SQLException {
        boolean changed = database.transaction(this::prepare);
        if (changed) {
            grants.forgetAll();
            journal.committed();
            LOG.info("security.first-start: user {} may sign in, his password is in {}", LOGIN, firstPassword.file());
        }
        prepared = true;
    }

    private boolean prepare(Connection connection) throws SQLException {
        // Whoever inserts the tenant first makes the rest; another node waits here for his commit.
        if (!Tenants.add(connection, TenantId.DEFAULT, "default", clock.instant())) {
            return false;
        }
        for (Role role : ROLES) {
            Roles.add(connection, TenantId.DEFAULT, role);
        }
        UserId admin = users.add(SELF, LOGIN, "Administrator", "", "en");
        accounts.roles(connection, SELF, admin, List.of("admin"));
        if (Credentials.find(connection, TenantId.DEFAULT, admin).isEmpty()) {
            String password = Token.random().text().substring(0, 20);
            // Before the commit: an administrator whose password nobody knows would lock everybody out.
            firstPassword.write(password);
            accounts.password(connection, SELF, admin, password, false);
        }
        return true;
    }

    private static Role role(String code, String name, String... permissions) {
        return new Role(Uuid7.next(), code, name, Set.of(permissions), true, 1);
    }
}
