// SPDX-License-Identifier: Apache-2.0
package live.branch.internal.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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
import live.branch.internal.Branch;
import live.branch.internal.ChatAccounts;
import live.branch.internal.store.BranchStore;
import live.core.HoursId;
import live.core.Principal;
import live.core.Uuid7;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Branches on web pages. */
@Component(service = BranchResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=branch)")
@JSONRequired
@Path("branches")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class BranchResource {
    /** Whoever sees to channels sees to what they stand in. */
    private static final String READ = "channel.read";

    private static final String WRITE = "channel.write";

    private final BranchStore store;
    private final ChatAccounts chats;
    private final Directory directory;

    public record BranchList(List<BranchBody> items) {}

    @Activate
    public BranchResource(@Reference BranchStore store, @Reference ChatAccounts chats, @Reference Directory directory) {
        this.store = store;
        this.chats = chats;
        this.directory = directory;
    }

    @GET
    @Requires(READ)
    public BranchList all(@Context SecurityContext context) {
        return new BranchList(store.all(principal(context).tenant()).stream()
                .map(BranchBody::of)
                .toList());
    }

    @GET
    @Path("{id}")
    @Requires(READ)
    public BranchBody get(@Context SecurityContext context, @PathParam("id") String id) {
        return BranchBody.of(find(principal(context), id));
    }

    /** Makes a branch, with an account of the chat channel if it has a chat. */
    @POST
    @Requires(WRITE)
    @Answers(value = BranchBody.class, status = 201)
    public Response add(@Context SecurityContext context, @Nullable BranchBody wish) {
        Principal principal = principal(context);
        BranchBody given = Objects.requireNonNullElse(wish, BranchBody.NOTHING);
        UUID id = given.id() == null ? Uuid7.next() : given.id();
        String code = Objects.requireNonNullElse(given.code(), "").strip().toLowerCase(Locale.ROOT);
        Branch branch = given.branch(id, code, 1, hours(principal));
        boolean added = store.add(principal, branch);
        Branch stored = store.find(principal.tenant(), id)
                .orElseThrow(() -> Problem.conflict("branch.code.taken", "There is a branch with this code already."));
        chats.follow(principal, stored);
        return Response.status(added ? Response.Status.CREATED : Response.Status.OK)
                .entity(BranchBody.of(stored))
                .build();
    }

    /** Changes all but the code. */
    @PUT
    @Path("{id}")
    @Requires(WRITE)
    public BranchBody change(@Context SecurityContext context, @PathParam("id") String id, @Nullable BranchBody wish) {
        Principal principal = principal(context);
        BranchBody given = Objects.requireNonNullElse(wish, BranchBody.NOTHING);
        Branch before = find(principal, id);
        Checks checks = new Checks();
        long version = checks.version(given.version());
        checks.that(
                given.code() == null || given.code().equals(before.code()),
                "code",
                "branch.code.fixed",
                "cannot change, pages name the branch by it");
        checks.done();
        Branch after = given.branch(before.id(), before.code(), version, hours(principal));
        if (!store.change(principal, after)) {
            throw Problem.conflict(
                    "branch.changed", "It has been changed by somebody else.", BranchBody.of(find(principal, id)));
        }
        Branch stored = find(principal, id);
        chats.follow(principal, stored);
        return BranchBody.of(stored);
    }

    /** Deletes a branch. What was said with its visitors stays. */
    @DELETE
    @Path("{id}")
    @Requires(WRITE)
    @Answers(status = 204)
    public Response remove(@Context SecurityContext context, @PathParam("id") String id) {
        Principal principal = principal(context);
        Branch branch = find(principal, id);
        store.remove(principal, branch.id());
        chats.remove(principal, branch);
        return Response.noContent().build();
    }

    private Set<HoursId> hours(Principal principal) {
        return directory.hours(principal.tenant()).keySet();
    }

    private Branch find(Principal principal, String text) {
        try {
            return store.find(principal.tenant(), UUID.fromString(text)).orElseThrow(BranchResource::missing);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static Problem missing() {
        return Problem.notFound("branch.missing", "There is no such branch.");
    }

    /** The guard has let nobody pass without one. */
    private static Principal principal(SecurityContext security) {
        if (security.getUserPrincipal() instanceof Principal principal) {
            return principal;
        }
        throw Problem.unauthenticated("security.session.missing", "Sign in first.");
    }
}
