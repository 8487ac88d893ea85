// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import live.core.Principal;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.web.Problem;
import live.directory.Directory;
import live.directory.Organisation;
import live.directory.Reach;
import live.security.Accounts;
import live.security.SessionEnd;
import live.security.SessionId;
import live.security.internal.store.BrowserTable;
import live.security.internal.store.Credentials;
import live.security.internal.store.Roles;
import live.security.internal.store.Roles.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Passwords and roles of users. */
@Component(service = {Accounts.class, StaffAccounts.class})
public final class StaffAccounts implements Accounts {
    private final Directory directory;
    private final Organisation organisation;
    private final Grants grants;
    private final LiveSessions sessions;
    private final Journal journal;
    private final Clock clock;
    private final Passwords passwords = new Passwords();

    @Activate
    public StaffAccounts(
            @Reference Directory directory,
            @Reference Organisation organisation,
            @Reference Grants grants,
            @Reference LiveSessions sessions,
            @Reference Journal journal,
            @Reference Clock clock) {
        this.directory = directory;
        this.organisation = organisation;
        this.grants = grants;
        this.sessions = sessions;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void password(Connection connection, Principal actor, UserId user, String password, boolean mustChange)
            throws SQLException {
        requireAuthority(connection, actor, user);
        change(connection, actor, user, password, mustChange, Optional.empty());
    }

    /**
     * Sets a password, as the user himself, and ends his other sessions.
     *
     * @return the sessions to forget once this is committed
     */
    public List<SessionId> change(
            Connection connection,
            Principal actor,
            UserId user,
            String password,
            boolean mustChange,
            Optional<SessionId> kept)
            throws SQLException {
        PasswordRule.check(password, known(actor.tenant(), user));
        Credentials.save(connection, actor.tenant(), user, passwords.hash(password), mustChange, clock.instant());
        BrowserTable.distrustAll(connection, actor.tenant(), user);
        Details details = Details.of("mustChange", mustChange);
        journal.record(connection, actor, "security.password.change", Journal.user(user), details);
        journal.event(connection, actor, Journal.ACCOUNT_CHANGED, user.value(), Details.none());
        return sessions.endAll(connection, actor, user, kept, SessionEnd.PASSWORD);
    }

    @Override
    public void roles(Connection connection, Principal actor, UserId user, Collection<String> codes)
            throws SQLException {
        roles(connection, actor, new Holder.OfUser(user), codes, OptionalLong.empty());
    }

    /**
     * Sets all roles of a user, or of a team and so what its members may do.
     *
     * @param version how often they were set when the actor looked, if that matters; answers false if it is not so
     * @throws Problem 400 for an unknown role, 403 for an actor who may do less than what the holder had or gets, and
     *     for his own roles
     */
    public boolean roles(
            Connection connection, Principal actor, Holder holder, Collection<String> codes, OptionalLong version)
            throws SQLException {
        List<Role> roles = existing(connection, actor, codes);
        TenantId tenant = actor.tenant();
        String changed;
        if (holder instanceof Holder.OfUser one) {
            if (!actor.isSystem() && actor.user().equals(one.user())) {
                throw Problem.forbidden("security.self", "Nobody changes his own roles.");
            }
            requireAuthority(connection, actor, one.user());
            changed = Journal.ACCOUNT_CHANGED;
        } else {
            within(actor, grants.permissions(connection, tenant, Roles.of(connection, tenant, List.of(holder.id()))));
            changed = Journal.ROLE_CHANGED;
        }
        within(actor, grants.permissions(connection, tenant, roles));
        if (!Roles.advance(connection, tenant, holder.id(), version)) {
            return false;
        }
        Roles.assign(
                connection, tenant, holder.id(), roles.stream().map(Role::id).toList());
        Details details = Details.of("roles", new TreeSet<>(codes));
        journal.record(connection, actor, "security.roles.change", holder.subject(), details);
        journal.event(connection, actor, changed, holder.id(), details);
        return true;
    }

    private static List<Role> existing(Connection connection, Principal actor, Collection<String> codes)
            throws SQLException {
        List<Role> roles = Roles.byCode(connection, actor.tenant(), codes);
        Set<String> found = roles.stream().map(Role::code).collect(Collectors.toSet());
        for (String code : codes) {
            if (!found.contains(code)) {
                throw Problem.invalid("roles", "role.unknown", "there is no role " + code);
            }
        }
        return roles;
    }

    @Override
    public void requireAuthority(Connection connection, Principal actor, UserId user) throws SQLException {
        within(actor, grants.permissions(connection, actor.tenant(), user));
    }

    @Override
    public void requireAuthority(Connection connection, Principal actor, Collection<TeamId> teams) throws SQLException {
        List<UUID> holders = teams.stream().map(TeamId::value).toList();
        if (!holders.isEmpty()) {
            within(
                    actor,
                    grants.permissions(connection, actor.tenant(), Roles.of(connection, actor.tenant(), holders)));
        }
    }

    /**
     * Refuses an actor who does not have these permissions himself.
     *
     * @throws Problem 403
     */
    public static void within(Principal actor, Set<String> permissions) {
        if (actor.isSystem()) {
            return;
        }
        Set<String> beyond = new TreeSet<>(permissions);
        beyond.removeAll(actor.permissions());
        if (!beyond.isEmpty()) {
            throw Problem.forbidden(
                    "security.permission.beyond",
                    "Needs permissions that you do not have: " + String.join(", ", beyond));
        }
    }

    /**
     * Refuses an actor in whose part of the organisation the user or team is not.
     *
     * @throws Problem 403
     */
    public void requireReach(Principal actor, Holder holder) {
        Reach reach = organisation.reach(actor);
        reach.require(
                holder instanceof Holder.OfUser one ? reach.covers(one.user()) : reach.covers(new TeamId(holder.id())));
    }

    /**
     * Refuses whoever asks about somebody else without the permission, or beyond his reach.
     *
     * @throws Problem 403
     */
    public void requireSelfOr(Principal actor, UserId user, String permission) {
        if (actor.user().equals(user)) {
            return;
        }
        if (!actor.may(permission)) {
            throw Problem.forbidden("security.permission.missing", "Needs the permission " + permission + ".");
        }
        requireReach(actor, new Holder.OfUser(user));
    }

    private List<String> known(TenantId tenant, UserId user) {
        return directory
                .user(tenant, user)
                .map(known -> List.of(known.login(), known.name(), known.email(), "live"))
                .orElse(List.of("live"));
    }
}
