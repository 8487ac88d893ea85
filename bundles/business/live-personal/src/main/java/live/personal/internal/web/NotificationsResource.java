// SPDX-License-Identifier: Apache-2.0
package live.personal.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.Principal;
import live.core.UserId;
import live.core.notice.Notice;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.personal.internal.store.Notices;
import live.personal.internal.store.Notices.Told;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What the caller was told. */
@Component(service = NotificationsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=personal)")
@JSONRequired
@Path("notifications")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Requires.SIGNED_IN)
public final class NotificationsResource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 200;

    private final Notices notices;
    private final Clock clock;

    @Activate
    public NotificationsResource(@Reference Notices notices, @Reference Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    /** The newest first. */
    public record NotificationsBody(List<NotificationBody> items, int unread) {}

    /** @param values ids and codes for the words */
    public record NotificationBody(
            UUID id,
            String kind,
            String path,
            Optional<UserId> actor,
            Map<String, String> values,
            Instant at,
            boolean read) {}

    /** Something that the caller tells himself; the same id counts once. */
    public record OwnNotification(
            @Nullable String id, @Nullable String kind, @Nullable String path, @Nullable Map<String, String> values) {}

    /** The newest one that was read. */
    public record ReadMark(@Nullable String upTo) {}

    @GET
    public NotificationsBody list(
            @QueryParam("limit") @DefaultValue("50") int limit, @Context SecurityContext context) {
        Principal user = (Principal) context.getUserPrincipal();
        return body(user, Math.min(Math.max(limit, 1), MOST));
    }

    @POST
    public NotificationsBody tell(@Nullable OwnNotification own, @Context SecurityContext context) {
        OwnNotification said = own == null ? new OwnNotification(null, null, null, null) : own;
        Checks checks = new Checks();
        UUID id = checks.id("id", said.id());
        String kind = checks.text("kind", said.kind(), 100);
        String path = checks.text("path", said.path(), 200);
        checks.done();
        Principal user = (Principal) context.getUserPrincipal();
        Notice notice = notice(user, kind, path, said.values() == null ? Map.of() : said.values());
        notices.keepOwn(
                user,
                new Told(
                        user.tenant(),
                        user.user(),
                        id,
                        notice.kind(),
                        notice.path(),
                        Optional.empty(),
                        JSON.valueToTree(notice.values()).toString(),
                        clock.instant(),
                        false));
        return body(user, 1);
    }

    private static Notice notice(Principal user, String kind, String path, Map<String, String> values) {
        try {
            return new Notice(user.user(), kind, path, values);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw Problem.invalid("values", "field.invalid", "kind, path and values hold ids and codes alone");
        }
    }

    @POST
    @Path("read")
    public NotificationsBody read(@Nullable ReadMark mark, @Context SecurityContext context) {
        Checks checks = new Checks();
        UUID upTo = checks.id("upTo", mark == null ? null : mark.upTo());
        checks.done();
        Principal user = (Principal) context.getUserPrincipal();
        notices.read(user, upTo);
        return body(user, 50);
    }

    private NotificationsBody body(Principal user, int limit) {
        return new NotificationsBody(
                notices.newest(user, limit).stream()
                        .map(NotificationsResource::body)
                        .toList(),
                notices.unread(user));
    }

    static NotificationBody body(Told told) {
        try {
            return new NotificationBody(
                    told.id(),
                    told.kind(),
                    told.path(),
                    told.actor(),
                    JSON.readValue(told.details(), new TypeReference<Map<String, String>>() {}),
                    told.at(),
                    told.read());
        } catch (JsonProcessingException e) {
            throw new LiveException("personal.notice.unreadable", "a stored notice could not be read", e);
        }
    }
}
