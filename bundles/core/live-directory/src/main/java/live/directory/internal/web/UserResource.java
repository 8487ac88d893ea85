// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UnitId;
import live.core.UserId;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.directory.Organisation;
import live.directory.Reach;
import live.directory.User;
import live.directory.internal.Enrolment;
import live.directory.internal.Journal;
import live.directory.internal.store.DirectoryStore;
import live.directory.internal.store.DirectoryStore.Transaction;
import live.directory.internal.store.Groups;
import live.security.Accounts;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Users. Nobody is deleted; who has left is not active. */
@Component(service = UserResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=directory)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class UserResource {
    private static final int MOST = 200;

    private final DirectoryStore store;
    private final Directory directory;
    private final Journal journal;
    private final Accounts accounts;
    private final Organisation organisation;

    public record UserList(List<UserBody> items, Optional<String> next, long total) {}

    @Activate
    public UserResource(
            @Reference DirectoryStore store,
            @Reference Directory directory,
            @Reference Journal journal,
            @Reference Accounts accounts,
            @Reference Organisation organisation) {
        this.store = store;
        this.directory = directory;
        this.journal = journal;
        this.accounts = accounts;
        this.organisation = organisation;
    }

    @GET
    @Path("users")
    @Requires(DirectoryPermissions.READ)
    public UserList search(
            @Context SecurityContext context,
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        Checks checks = new Checks();
        String wanted = checks.textIfAny("q", text, 200).orElse("");
        int most = checks.number("limit", limit, 1, MOST, 50);
        String after = after(checks, cursor);
        checks.done();
        TenantId tenant = principal(context).tenant();
        return store.work(work -> {
            List<User> found = work.staff().search(tenant, wanted, after, most + 1);
            boolean more = found.size() > most;
            List<User> page = more ? found.subList(0, most) : found;
            Optional<String> next = more ? Optional.of(cursor(page.get(most - 1).login())) : Optional.empty();
            return new UserList(
                    page.stream().map(UserBody::of).toList(), next, work.staff().count(tenant, wanted));
        });
    }

    @GET
    @Path("users/{id}")
    @Requires(DirectoryPermissions.READ)
    public UserBody get(@Context SecurityContext context, @PathParam("id") String id) {
        return UserBody.of(find(principal(context).tenant(), id(id)));
    }

    @POST
    @Path("users")
    @Requires(DirectoryPermissions.WRITE)
    @Answers(value = UserBody.class, status = 201)
    public Response add(@Context SecurityContext context, UserBody.@Nullable Wish wish) {
        Principal principal = principal(context);
        UserBody.Wish given = Objects.requireNonNullElse(wish, NOTHING);
        UserId id = given.id() == null ? UserId.next() : new UserId(given.id());
        boolean added = store.work(work -> {
            if (work.staff().find(principal.tenant(), id).isPresent()) {
                return false;
            }
            User user = checked(work, principal.tenant(), id, given, 1);
            requireReach(principal, user.unit(), user.teams());
            accounts.requireAuthority(work.connection(), principal, user.teams());
            if (!work.staff().add(user)) {
                throw taken(user.login());
            }
            journal.changed(work.connection(), principal, "user", "create", id.value(), List.of());
            if (given.roles() != null) {
                accounts.roles(work.connection(), principal, id, given.roles());
            }
            if (given.password() != null) {
                boolean mustChange = !Boolean.FALSE.equals(given.mustChangePassword());
                accounts.password(work.connection(), principal, id, given.password(), mustChange);
            }
            return true;
        });
        journal.committed();
        return Response.status(added ? Response.Status.CREATED : Response.Status.OK)
                .entity(UserBody.of(find(principal.tenant(), id)))
                .build();
    }

    @PUT
    @Path("users/{id}")
    @Requires(DirectoryPermissions.WRITE)
    public UserBody change(
            @Context SecurityContext context, @PathParam("id") String text, UserBody.@Nullable Wish wish) {
        Principal principal = principal(context);
        UserBody.Wish given = Objects.requireNonNullElse(wish, NOTHING);
        UserId id = id(text);
        store.act(work -> {
            User before = work.staff().find(principal.tenant(), id).orElseThrow(UserResource::unknown);
            accounts.requireAuthority(work.connection(), principal, id);
            requireReach(principal, before.unit(), List.of());
            Checks checks = new Checks();
            long version = checks.version(given.version());
            checks.that(
                    given.password() == null, "password", "field.unknown", "is set with /security/users/{id}/password");
            checks.that(given.roles() == null, "roles", "field.unknown", "are set with /security/users/{id}/roles");
            checks.done();
            User after = checked(work, principal.tenant(), id, given, version);
            if (before.active() && !after.active() && id.equals(principal.user())) {
                throw Problem.forbidden("security.self", "Nobody deactivates himself.");
            }
            List<TeamId> joined = new ArrayList<>(after.teams());
            joined.removeAll(before.teams());
            requireReach(principal, after.unit(), joined);
            accounts.requireAuthority(work.connection(), principal, joined);
            Optional<User> holder = work.staff().byLogin(principal.tenant(), after.login());
            if (holder.filter(other -> !other.id().equals(id)).isPresent()) {
                throw taken(after.login());
            }
            if (!work.staff().change(after)) {
                throw Problem.conflict(
                        "directory.user.changed", "The user has been changed by somebody else.", UserBody.of(before));
            }
            journal.changed(work.connection(), principal, "user", "change", id.value(), differences(before, after));
        });
        journal.committed();
        return UserBody.of(find(principal.tenant(), id));
    }

    @GET
    @Path("names")
    @Requires(Requires.SIGNED_IN)
    public Map<UserId, String> names(
            @Context SecurityContext context, @QueryParam("ids") @DefaultValue("") String ids) {
        Checks checks = new Checks();
        String[] parts = ids.isBlank() ? new String[0] : ids.split(",");
        checks.that(parts.length <= MOST, "ids", "field.long", "must not be more than " + MOST);
        List<UserId> users = new ArrayList<>();
        for (String part : parts) {
            users.add(new UserId(checks.id("ids", part.strip())));
        }
        checks.done();
        return directory.names(principal(context).tenant(), users);
    }

    private static final UserBody.Wish NOTHING =
            new UserBody.Wish(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static User checked(Transaction work, TenantId tenant, UserId id, UserBody.Wish wish, long version)
            throws SQLException {
        Checks checks = new Checks();
        String login = Enrolment.login(checks, wish.login());
        String name = checks.text("name", wish.name(), 200);
        String email = Enrolment.email(checks, wish.email());
        String locale = Enrolment.locale(checks, wish.locale());
        List<UUID> teams = checks.<UUID>list("teams", wish.teams(), 100).stream()
                .distinct()
                .toList();
        Map<SkillId, Integer> skills = new HashMap<>();
        List<UserBody.Skill> wanted = checks.list("skills", wish.skills(), 100);
        for (int i = 0; i < wanted.size(); i++) {
            String field = "skills[" + i + "]";
            UUID skill = wanted.get(i).skill();
            int level = checks.number(field + ".level", wanted.get(i).level(), 1, 5, 1);
            if (skill == null) {
                checks.wrong(field + ".skill", "field.missing", "must be given");
            } else {
                checks.that(
                        skills.put(new SkillId(skill), level) == null,
                        field + ".skill",
                        "field.twice",
                        "is there twice");
            }
        }
        UUID unit = wish.unit();
        checks.that(
                work.groups().missing(tenant, Groups.Kind.TEAM, teams).isEmpty(),
                "teams",
                "team.unknown",
                "there is no such team");
        checks.that(
                work.groups()
                        .missing(
                                tenant,
                                Groups.Kind.SKILL,
                                skills.keySet().stream().map(SkillId::value).toList())
                        .isEmpty(),
                "skills",
                "skill.unknown",
                "there is no such skill");
        checks.that(
                unit == null
                        || work.groups().find(tenant, Groups.Kind.UNIT, unit).isPresent(),
                "unit",
                "unit.unknown",
                "there is no such unit");
        checks.done();
        return new User(
                tenant,
                id,
                login,
                name,
                email,
                locale,
                Optional.ofNullable(unit).map(UnitId::new),
                teams.stream().map(TeamId::new).toList(),
                skills,
                !Boolean.FALSE.equals(wish.active()),
                version);
    }

    /** Who reaches a part of the organisation only manages people of its units, and makes them members of its teams. */
    private void requireReach(Principal principal, Optional<UnitId> unit, List<TeamId> joined) {
        Reach reach = organisation.reach(principal);
        reach.require(reach.everything()
                || unit.filter(reach::covers).isPresent() && joined.stream().allMatch(reach::covers));
    }

    private static List<String> differences(User before, User after) {
        List<String> fields = new ArrayList<>();
        note(fields, "login", before.login(), after.login());
        note(fields, "name", before.name(), after.name());
        note(fields, "email", before.email(), after.email());
        note(fields, "locale", before.locale(), after.locale());
        note(fields, "unit", before.unit(), after.unit());
        note(fields, "teams", before.teams(), after.teams());
        note(fields, "skills", before.skills(), after.skills());
        note(fields, "active", before.active(), after.active());
        return fields;
    }

    private static void note(List<String> fields, String name, Object before, Object after) {
        if (!before.equals(after)) {
            fields.add(name);
        }
    }

    private User find(TenantId tenant, UserId id) {
        return store.work(work -> work.staff().find(tenant, id)).orElseThrow(UserResource::unknown);
    }

    private static Problem unknown() {
        return Problem.notFound("directory.user.unknown", "There is no such user.");
    }

    private static Problem taken(String login) {
        return Problem.conflict("directory.login.taken", "Somebody else signs in as " + login + ".");
    }

    static Principal principal(SecurityContext context) {
        return (Principal) context.getUserPrincipal();
    }

    private static UserId id(String text) {
        Checks checks = new Checks();
        UserId id = new UserId(checks.id("id", text));
        checks.done();
        return id;
    }

    private static String cursor(String login) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static String after(Checks checks, String cursor) {
        try {
            String login = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return checks.textIfAny("cursor", login, 200).orElse("");
        } catch (IllegalArgumentException e) {
            checks.wrong("cursor", "field.format", "must be one that an answer gave");
            return "";
        }
    }
}
