// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditQuery;
import live.core.audit.AuditRecord;
import live.core.audit.AuditTrail;
import live.core.audit.AuditVerdict;
import live.core.web.Checks;
import live.core.web.Requires;
import live.directory.Directory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The audit trail. */
@Component(service = AuditResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=admin)")
@JSONRequired
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@Requires(AdminPermissions.AUDIT_READ)
public final class AuditResource {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AuditTrail audit;
    private final Directory directory;

    /**
     * @param id of the user; for the platform {@code system:<part>}
     * @param name missing if the user is not there any more
     */
    public record Actor(String id, Optional<String> name) {}

    public record Entry(
            long sequence, Instant at, Actor actor, String action, String subject, JsonNode details, String hash) {}

    public record Page(List<Entry> items, Optional<String> next) {}

    public record Verdict(String sealedHead, long entries, long unsealedTail, boolean ok, Optional<Long> firstBroken) {}

    @Activate
    public AuditResource(@Reference AuditTrail audit, @Reference Directory directory) {
        this.audit = audit;
        this.directory = directory;
    }

    @GET
    public Page search(
            @Context SecurityContext context,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        TenantId tenant = AdminPermissions.principal(context).tenant();
        Checks checks = new Checks();
        Optional<Instant> first = instant(checks, "from", from);
        Optional<Instant> last = instant(checks, "to", to);
        OptionalLong before = place(checks, cursor);
        int size = checks.number("limit", limit, 1, LARGEST_PAGE, PAGE);
        Optional<String> who = checks.textIfAny("actor", actor, LONGEST).map(text -> user(tenant, text));
        Optional<String> what = checks.textIfAny("action", action, LONGEST);
        Optional<String> whom = checks.textIfAny("subject", subject, LONGEST);
        checks.done();
        // One more than shown: it tells whether there is a next page.
        List<AuditRecord> found = audit.search(tenant, new AuditQuery(first, last, who, what, whom, before, size + 1));
        List<AuditRecord> shown = found.subList(0, Math.min(size, found.size()));
        Map<UserId, String> names = names(tenant, shown);
        return new Page(
                shown.stream().map(entry -> body(entry, names)).toList(),
                found.size() > size
                        ? Optional.of(Long.toString(shown.get(size - 1).sequence()))
                        : Optional.empty());
    }

    @POST
    @Path("verify")
    public Verdict verify(@Context SecurityContext context) {
        Principal principal = AdminPermissions.principal(context);
        AuditVerdict verdict = audit.verify(principal.tenant());
        audit.record(new AuditEntry(
                principal, "admin.audit.verify", "audit:" + verdict.entries(), "{\"ok\":" + verdict.ok() + "}"));
        return new Verdict(
                verdict.sealedHead(),
                verdict.entries(),
                verdict.unsealedTail(),
                verdict.ok(),
                verdict.firstBroken().isPresent()
                        ? Optional.of(verdict.firstBroken().getAsLong())
                        : Optional.empty());
    }

    /** People look for a login, the trail holds ids. */
    private String user(TenantId tenant, String text) {
        return directory
                .userByLogin(tenant, text)
                .map(user -> user.id().toString())
                .orElse(text);
    }

    private Map<UserId, String> names(TenantId tenant, List<AuditRecord> entries) {
        Set<UserId> users = entries.stream()
                .map(AuditRecord::actor)
                .flatMap(actor -> userId(actor).stream())
                .collect(Collectors.toSet());
        return users.isEmpty() ? Map.of() : directory.names(tenant, users);
    }

    private static Entry body(AuditRecord entry, Map<UserId, String> names) {
        Optional<String> name = entry.actor().startsWith(AuditTrail.SYSTEM_ACTOR)
                ? Optional.of(entry.actor().substring(AuditTrail.SYSTEM_ACTOR.length()))
                : userId(entry.actor()).map(names::get);
        return new Entry(
                entry.sequence(),
                entry.at(),
                new Actor(entry.actor(), name),
                entry.action(),
                entry.subject(),
                json(entry.details()),
                entry.hash());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The database has checked it.
            throw new IllegalStateException(e);
        }
    }

    private static Optional<UserId> userId(String actor) {
        if (actor.startsWith(AuditTrail.SYSTEM_ACTOR)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UserId(UUID.fromString(actor)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(Checks checks, String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            checks.wrong(field, "field.instant", "must be an instant like 2026-01-31T12:00:00Z");
            return Optional.empty();
        }
    }

    private static OptionalLong place(Checks checks, @Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(cursor));
        } catch (NumberFormatException e) {
            checks.wrong("cursor", "field.cursor", "must be what the page before gave");
            return OptionalLong.empty();
        }
    }
}
