// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import live.core.HoursId;
import live.core.Principal;
import live.core.TenantId;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Hours;
import live.directory.Organisation;
import live.directory.Usage;
import live.directory.Usage.Use;
import live.directory.internal.Journal;
import live.directory.internal.store.DirectoryStore;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Opening hours. */
@Component(service = HoursResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=directory)")
@JSONRequired
@Path("hours")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class HoursResource {
    private final DirectoryStore store;
    private final Journal journal;
    private final Clock clock;
    private final Organisation organisation;
    private final List<Usage> usages = new CopyOnWriteArrayList<>();

    public record HoursList(List<HoursBody> items) {}

    /** @param until when that changes; missing if it does not within 400 days */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StateBody(boolean open, @Nullable Instant until) {}

    @Activate
    public HoursResource(
            @Reference DirectoryStore store,
            @Reference Journal journal,
            @Reference Clock clock,
            @Reference Organisation organisation) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
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
    public HoursList all(@Context SecurityContext context) {
        TenantId tenant = UserResource.principal(context).tenant();
        return new HoursList(store.work(work -> work.calendars().all(tenant)).stream()
                .map(HoursBody::of)
                .toList());
    }

    @GET
    @Path("{id}")
    @Requires(DirectoryPermissions.READ)
    public HoursBody get(@Context SecurityContext context, @PathParam("id") String id) {
        return HoursBody.of(find(UserResource.principal(context).tenant(), id(id)));
    }

    /** Whether it is open now. */
    @GET
    @Path("{id}/state")
    @Requires(DirectoryPermissions.READ)
    public StateBody state(@Context SecurityContext context, @PathParam("id") String id) {
        Hours.State state =
                find(UserResource.principal(context).tenant(), id(id)).at(clock.instant());
        return new StateBody(state.open(), state.until().orElse(null));
    }

    @POST
    @Requires(DirectoryPermissions.WRITE)
    @Answers(value = HoursBody.class, status = 201)
    public Response add(@Context SecurityContext context, @Nullable HoursWish wish) {
        Principal principal = UserResource.principal(context);
        organisation.reach(principal).requireEverything();
        HoursWish given = Objects.requireNonNullElse(wish, HoursWish.NOTHING);
        HoursId id = given.id() == null ? HoursId.next() : new HoursId(given.id());
        boolean added = store.work(work -> {
            if (work.calendars().find(principal.tenant(), id).isPresent()) {
                return false;
            }
            Hours hours = given.hours(id, 1);
            if (!work.calendars().add(principal.tenant(), hours)) {
                throw taken(hours);
            }
            journal.changed(work.connection(), principal, "hours", "create", id.value(), List.of());
            return true;
        });
        journal.committed();
        return Response.status(added ? Response.Status.CREATED : Response.Status.OK)
                .entity(HoursBody.of(find(principal.tenant(), id)))
                .build();
    }

    @PUT
    @Path("{id}")
    @Requires(DirectoryPermissions.WRITE)
    public HoursBody change(@Context SecurityContext context, @PathParam("id") String text, @Nullable HoursWish wish) {
        Principal principal = UserResource.principal(context);
        organisation.reach(principal).requireEverything();
        HoursId id = id(text);
        HoursWish given = Objects.requireNonNullElse(wish, HoursWish.NOTHING);
        store.act(work -> {
            Hours before = work.calendars().find(principal.tenant(), id).orElseThrow(HoursResource::unknown);
            Checks checks = new Checks();
            long version = checks.version(given.version());
            checks.done();
            Hours after = given.hours(id, version);
            if (work.calendars().nameTaken(principal.tenant(), id, after.name())) {
                throw taken(after);
            }
            if (!work.calendars().change(principal.tenant(), after)) {
                throw Problem.conflict(
                        "directory.hours.changed", "They have been changed by somebody else.", HoursBody.of(before));
            }
            journal.changed(work.connection(), principal, "hours", "change", id.value(), List.of());
        });
        journal.committed();
        return HoursBody.of(find(principal.tenant(), id));
    }

    @DELETE
    @Path("{id}")
    @Requires(DirectoryPermissions.WRITE)
    @Answers(status = 204)
    public Response remove(@Context SecurityContext context, @PathParam("id") String text) {
        Principal principal = UserResource.principal(context);
        organisation.reach(principal).requireEverything();
        HoursId id = id(text);
        find(principal.tenant(), id);
        List<Use> uses = new ArrayList<>();
        usages.forEach(usage -> uses.addAll(usage.of(principal.tenant(), id.value())));
        if (!uses.isEmpty()) {
            String names =
                    uses.stream().map(use -> use.kind() + " " + use.name()).collect(Collectors.joining(", "));
            throw Problem.conflict("directory.hours.used", "They are still used by: " + names + ".", uses);
        }
        store.act(work -> {
            work.calendars().remove(principal.tenant(), id);
            journal.changed(work.connection(), principal, "hours", "delete", id.value(), List.of());
        });
        journal.committed();
        return Response.noContent().build();
    }

    private Hours find(TenantId tenant, HoursId id) {
        return store.work(work -> work.calendars().find(tenant, id)).orElseThrow(HoursResource::unknown);
    }

    private static Problem unknown() {
        return Problem.notFound("directory.hours.unknown", "There are no such opening hours.");
    }

    private static Problem taken(Hours hours) {
        return Problem.conflict(
                "directory.hours.taken", "There are opening hours called " + hours.name() + " already.");
    }

    private static HoursId id(String text) {
        Checks checks = new Checks();
        HoursId id = new HoursId(checks.id("id", text));
        checks.done();
        return id;
    }
}
