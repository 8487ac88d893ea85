// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.TenantId;
import live.core.UnitId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Organisation;
import live.directory.Reach;
import live.directory.Usage;
import live.directory.Usage.Use;
import live.directory.internal.Journal;
import live.directory.internal.store.DirectoryStore;
import live.directory.internal.store.DirectoryStore.Transaction;
import live.directory.internal.store.Groups.Group;
import live.directory.internal.store.Groups.Kind;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Teams, skills and units. */
@Component(service = GroupResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=directory)")
@JSONRequired
@Path("{kind: teams|skills|units}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class GroupResource {
    private static final Wish NOTHING = new Wish(null, null, null, null, null, null);

    private final DirectoryStore store;
    private final Journal journal;
    private final Organisation organisation;
    private final List<Usage> usages = new CopyOnWriteArrayList<>();

    /**
     * @param members how many users belong to it
     * @param parent of a unit or a team: the unit that it is part of
     * @param superior of a unit: the user who leads it
     */
    public record GroupBody(
            UUID id, String name, long members, Optional<UUID> parent, Optional<UUID> superior, long version) {}

    public record GroupList(List<GroupBody> items) {}

    public record Wish(
            @Nullable UUID id,
            @Nullable String name,
            @Nullable Long members,
            @Nullable UUID parent,
            @Nullable UUID superior,
            @Nullable Long version) {}

    @Activate
    public GroupResource(
            @Reference DirectoryStore store, @Reference Journal journal, @Reference Organisation organisation) {
        this.store = store;
        this.journal = journal;
        this.organisation = organisation;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addUsage(Usage usage) {
        usages.add(usage);
    }

    void removeUsage(Usage usage) {
        usages.remove(usage);
    }

    @GET
    @Requires(DirectoryPermissions.READ)
    public GroupList all(@Context SecurityContext context, @PathParam("kind") String path) {
        TenantId tenant = UserResource.principal(context).tenant();
        return new GroupList(store.work(work -> work.groups().all(tenant, kind(path))).stream()
                .map(GroupResource::body)
                .toList());
    }

    @GET
    @Path("{id}")
    @Requires(DirectoryPermissions.READ)
    public GroupBody get(@Context SecurityContext context, @PathParam("kind") String path, @PathParam("id") String id) {
        return body(find(UserResource.principal(context).tenant(), kind(path), id(id)));
    }

    @POST
    @Requires(DirectoryPermissions.WRITE)
    @Answers(value = GroupBody.class, status = 201)
    public Response add(@Context SecurityContext context, @PathParam("kind") String path, @Nullable Wish wish) {
        Principal principal = UserResource.principal(context);
        Kind kind = kind(path);
        Wish given = Objects.requireNonNullElse(wish, NOTHING);
        UUID id = given.id() == null ? Uuid7.next() : given.id();
        boolean added = store.work(work -> {
            if (work.groups().find(principal.tenant(), kind, id).isPresent()) {
                return false;
            }
            Group group = checked(work, principal.tenant(), kind, id, given, 1);
            requireReach(principal, kind, group);
            if (!work.groups().add(principal.tenant(), kind, group)) {
                throw taken(kind, group.name());
            }
            journal.changed(work.connection(), principal, kind.word(), "create", id, List.of());
            return true;
        });
        journal.committed();
        return Response.status(added ? Response.Status.CREATED : Response.Status.OK)
                .entity(body(find(principal.tenant(), kind, id)))
                .build();
    }

    @PUT
    @Path("{id}")
    @Requires(DirectoryPermissions.WRITE)
    public GroupBody change(
            @Context SecurityContext context,
            @PathParam("kind") String path,
            @PathParam("id") String text,
            @Nullable Wish wish) {
        Principal principal = UserResource.principal(context);
        Kind kind = kind(path);
        UUID id = id(text);
        Wish given = Objects.requireNonNullElse(wish, NOTHING);
        store.act(work -> {
            Group before = work.groups().find(principal.tenant(), kind, id).orElseThrow(() -> unknown(kind));
            requireReach(principal, kind, before);
            Checks checks = new Checks();
            long version = checks.version(given.version());
            checks.done();
            Group after = checked(work, principal.tenant(), kind, id, given, version);
            if (!after.parent().equals(before.parent())) {
                requireParent(principal, after);
            }
            if (work.groups().nameTaken(principal.tenant(), kind, id, after.name())) {
                throw taken(kind, after.name());
            }
            if (!work.groups().change(principal.tenant(), kind, after)) {
                throw Problem.conflict(
                        "directory." + kind.word() + ".changed", "It has been changed by somebody else.", body(before));
            }
            journal.changed(work.connection(), principal, kind.word(), "change", id, List.of());
        });
        journal.committed();
        return body(find(principal.tenant(), kind, id));
    }

    @DELETE
    @Path("{id}")
    @Requires(DirectoryPermissions.WRITE)
    @Answers(status = 204)
    public Response remove(
            @Context SecurityContext context, @PathParam("kind") String path, @PathParam("id") String text) {
        Principal principal = UserResource.principal(context);
        Kind kind = kind(path);
        UUID id = id(text);
        requireReach(principal, kind, find(principal.tenant(), kind, id));
        List<Use> elsewhere = new ArrayList<>();
        usages.forEach(usage -> elsewhere.addAll(usage.of(principal.tenant(), id)));
        store.act(work -> {
            List<Use> uses = new ArrayList<>(work.groups().uses(principal.tenant(), kind, id));
            uses.addAll(elsewhere);
            if (!uses.isEmpty() || !work.groups().remove(principal.tenant(), kind, id)) {
                throw Problem.conflict("directory." + kind.word() + ".used", used(uses), uses);
            }
            journal.changed(work.connection(), principal, kind.word(), "delete", id, List.of());
        });
        journal.committed();
        return Response.noContent().build();
    }

    private static String used(List<Use> uses) {
        return uses.isEmpty()
                ? "It is still in use."
                : "It is still in use: " + uses.stream().map(Use::toString).collect(Collectors.joining(", "))
                        + ". Take it out there first.";
    }

    private static Group checked(Transaction work, TenantId tenant, Kind kind, UUID id, Wish wish, long version)
            throws SQLException {
        Checks checks = new Checks();
        String name = checks.text("name", wish.name(), 200);
        UUID parent = wish.parent();
        UUID superior = wish.superior();
        if (kind == Kind.SKILL) {
            checks.that(parent == null, "parent", "field.unknown", "is for units and teams only");
        }
        if (kind != Kind.UNIT) {
            checks.that(superior == null, "superior", "field.unknown", "is for units only");
        }
        if (kind != Kind.SKILL) {
            checks.that(
                    parent == null
                            || work.groups().find(tenant, Kind.UNIT, parent).isPresent(),
                    "parent",
                    "unit.unknown",
                    "there is no such unit");
            checks.that(
                    parent == null
                            || kind == Kind.TEAM
                            || !work.groups().above(tenant, id, parent) && !parent.equals(id),
                    "parent",
                    "unit.circle",
                    "would make the unit a part of itself");
            checks.that(
                    superior == null
                            || work.staff().find(tenant, new UserId(superior)).isPresent(),
                    "superior",
                    "user.unknown",
                    "there is no such user");
        }
        checks.done();
        return new Group(id, name, 0, Optional.ofNullable(parent), Optional.ofNullable(superior), version);
    }

    /** Teams and units are managed by those in whose part of the organisation they are, everything else by who reaches all. */
    private void requireReach(Principal principal, Kind kind, Group group) {
        Reach reach = organisation.reach(principal);
        reach.require(
                switch (kind) {
                    case SKILL -> reach.everything();
                    case TEAM ->
                        reach.everything()
                                || group.parent()
                                        .map(UnitId::new)
                                        .filter(reach::covers)
                                        .isPresent();
                    case UNIT ->
                        reach.everything()
                                || reach.covers(new UnitId(group.id()))
                                || group.parent()
                                        .map(UnitId::new)
                                        .filter(reach::covers)
                                        .isPresent();
                });
    }

    /** What moves goes to where whoever moves it reaches; to the top moves it only who reaches all. */
    private void requireParent(Principal principal, Group group) {
        Reach reach = organisation.reach(principal);
        reach.require(reach.everything()
                || group.parent().map(UnitId::new).filter(reach::covers).isPresent());
    }

    private Group find(TenantId tenant, Kind kind, UUID id) {
        return store.work(work -> work.groups().find(tenant, kind, id)).orElseThrow(() -> unknown(kind));
    }

    private static Kind kind(String path) {
        return Kind.valueOf(path.substring(0, path.length() - 1).toUpperCase(Locale.ROOT));
    }

    private static Problem unknown(Kind kind) {
        return Problem.notFound("directory." + kind.word() + ".unknown", "There is no such " + kind.word() + ".");
    }

    private static Problem taken(Kind kind, String name) {
        return Problem.conflict(
                "directory." + kind.word() + ".taken", "There is a " + kind.word() + " called " + name + " already.");
    }

    private static UUID id(String text) {
        Checks checks = new Checks();
        UUID id = checks.id("id", text);
        checks.done();
        return id;
    }

    private static GroupBody body(Group group) {
        return new GroupBody(
                group.id(), group.name(), group.members(), group.parent(), group.superior(), group.version());
    }
}
