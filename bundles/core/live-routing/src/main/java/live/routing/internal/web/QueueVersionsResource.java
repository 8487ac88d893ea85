// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.TenantId;
import live.core.UserId;
import live.core.web.Checks;
import live.core.web.Requires;
import live.directory.Directory;
import live.routing.internal.Overview;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.QueueVersion;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What a queue was before: who made it so, and when. */
@Component(service = QueueVersionsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("queues/{id}/versions")
@Produces(MediaType.APPLICATION_JSON)
public final class QueueVersionsResource {
    private final Overview overview;
    private final QueueChanges changes;
    private final Directory directory;
    private final Oversight oversight;

    /** @param next the cursor of what is older; missing at the end */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VersionList(List<VersionBody> items, @Nullable String next) {}

    /**
     * A version.
     *
     * @param by who made it; missing: the platform
     * @param act {@code create}, {@code change} or {@code rollback}
     * @param changed the fields in which it differs from the version before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VersionBody(
            long version,
            Instant at,
            @Nullable By by,
            String act,
            @Nullable Long rolledBackTo,
            List<String> changed,
            QueueBody queue) {}

    public record By(UUID id, String name) {}

    @Activate
    public QueueVersionsResource(
            @Reference Overview overview,
            @Reference QueueChanges changes,
            @Reference Directory directory,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        this.overview = overview;
        this.changes = changes;
        this.directory = directory;
    }

    @GET
    @Requires(RoutingPermissions.QUEUE_READ)
    public VersionList versions(
            @Context SecurityContext context,
            @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        TenantId tenant = Replies.principal(context).tenant();
        QueueDefinition queue = changes.find(tenant, id);
        oversight.requireSeen(Replies.principal(context), queue);
        Checks checks = new Checks();
        int most = checks.number("limit", limit, 1, 200, 50);
        long before = before(checks, cursor);
        checks.done();
        // One more, to tell in what the last one differs from it.
        List<QueueVersion> versions = overview.queueTable().versions(tenant, queue.id(), before, most + 1);
        List<QueueVersion> shown = versions.subList(0, Math.min(most, versions.size()));
        Map<UserId, String> names = directory.names(
                tenant,
                shown.stream()
                        .flatMap(version -> version.change().by().stream())
                        .collect(Collectors.toSet()));
        List<VersionBody> items = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            QueueVersion former = i + 1 < versions.size() ? versions.get(i + 1) : null;
            items.add(body(shown.get(i), former, names));
        }
        return new VersionList(
                items,
                versions.size() > most
                        ? Long.toString(shown.get(most - 1).queue().version())
                        : null);
    }

    private static long before(Checks checks, @Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            checks.wrong("cursor", "field.cursor", "must be one that was answered");
            return 0;
        }
    }

    private static VersionBody body(QueueVersion version, @Nullable QueueVersion former, Map<UserId, String> names) {
        QueueBody queue = QueueBody.of(version.queue());
        List<String> changed = former == null
                ? List.of()
                : Json.differences(QueueBody.of(former.queue()), queue).stream()
                        .filter(field -> !field.equals("version"))
                        .toList();
        QueueVersion.Change change = version.change();
        return new VersionBody(
                version.queue().version(),
                version.at(),
                change.by()
                        .map(user -> new By(user.value(), names.getOrDefault(user, "")))
                        .orElse(null),
                change.act().code(),
                change.rolledBackTo().isPresent() ? change.rolledBackTo().getAsLong() : null,
                changed,
                queue);
    }
}
