// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
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
import live.channels.internal.store.CannedReply;
import live.channels.internal.store.CannedReplyStore;
import live.core.Principal;
import live.core.TeamId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.directory.User;
import live.lib.html.PlainText;
import live.lib.html.SafeHtml;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Texts that agents put into their answers: their own, their teams', everybody's. */
@Component(service = CannedRepliesResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=channels)")
@JSONRequired
@Path("canned-replies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CannedRepliesResource {
    static final String SHARED_WRITE = "reply.write";
    static final int LONGEST_NAME = 100;
    private static final int LONGEST = 20_000;
    private static final int MOST_TEXTS = 20;
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

    private final CannedReplyStore store;
    private final Directory directory;

    @Activate
    public CannedRepliesResource(@Reference CannedReplyStore store, @Reference Directory directory) {
        this.store = store;
        this.directory = directory;
    }

    /** All that was asked for, by name. */
    public record CannedReplyList(List<CannedReplyBody> items) {}

    /**
     * A canned reply.
     *
     * @param scope {@code mine}: the caller's alone; {@code team}: whoever is in it; {@code all}: everybody's
     * @param texts 1 to 20, at most one for each language
     * @param version missing in a new one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CannedReplyBody(
            @Nullable UUID id,
            @Nullable String name,
            @Nullable String scope,
            @Nullable TeamId team,
            @Nullable List<TextBody> texts,
            @Nullable Long version) {}

    /**
     * What it says.
     *
     * @param language two letters of ISO 639-1; missing = whatever language is spoken
     * @param html at most 20,000 characters; may hold the placeholders {@code {customer}}, {@code {ticket}} and {@code {agent}}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TextBody(@Nullable String language, @Nullable String html) {}

    /** Those that the caller may use; {@code shared}: instead those of all teams and everybody's, for whoever keeps them. */
    @GET
    @Requires("interaction.reply")
    public CannedReplyList list(@QueryParam("shared") boolean shared, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        if (shared) {
            keeper(caller);
            return body(store.shared(caller.tenant()));
        }
        return body(store.usable(caller.tenant(), caller.user(), teams(caller)));
    }

    /** Keeps one. A person has at most 200 of his own, a team at most 200, and at most 200 are everybody's. */
    @POST
    @Requires("interaction.reply")
    @Answers(value = CannedReplyBody.class, status = 201)
    public Response add(@Nullable CannedReplyBody body, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        UUID id = body == null || body.id() == null ? Uuid7.next() : body.id();
        CannedReply reply = check(caller, id, body, 0);
        if (!store.add(caller, reply)) {
            throw many();
        }
        return Response.status(Response.Status.CREATED)
                .entity(body(own(caller, id)))
                .build();
    }

    @PUT
    @Path("{id}")
    @Requires("interaction.reply")
    public CannedReplyBody change(
            @PathParam("id") String id, @Nullable CannedReplyBody body, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        CannedReply before = own(caller, id(id));
        Checks checks = new Checks();
        long version = checks.version(body == null ? null : body.version());
        checks.done();
        switch (store.change(caller, before, check(caller, before.id(), body, version))) {
            case MANY -> throw many();
            case MISSED ->
                throw Problem.conflict(
                        "channels.reply.changed", "Somebody has changed it meanwhile.", body(own(caller, before.id())));
            case DONE -> {}
        }
        return body(own(caller, before.id()));
    }

    @DELETE
    @Path("{id}")
    @Requires("interaction.reply")
    public void delete(@PathParam("id") String id, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        store.delete(caller, own(caller, id(id)));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    /** One that the caller may change. */
    private CannedReply own(Principal caller, UUID id) {
        CannedReply reply = store.get(caller.tenant(), id).orElseThrow(CannedRepliesResource::missing);
        if (reply.shared()) {
            keeper(caller);
        } else if (!reply.owner().equals(Optional.of(caller.user()))) {
            throw missing();
        }
        return reply;
    }

    private static void keeper(Principal caller) {
        if (!caller.may(SHARED_WRITE)) {
            throw Problem.forbidden("security.permission.missing", SHARED_WRITE);
        }
    }

    private static Problem many() {
        return Problem.conflict(
                "channels.reply.many", "There are " + CannedReplyStore.MOST + " canned replies already.");
    }

    private static Problem missing() {
        return Problem.notFound("channels.reply.missing", "There is no such canned reply.");
    }

    private Collection<TeamId> teams(Principal caller) {
        return directory.user(caller.tenant(), caller.user()).map(User::teams).orElse(List.of());
    }

    private CannedReply check(Principal caller, UUID id, @Nullable CannedReplyBody given, long version) {
        CannedReplyBody body =
                Objects.requireNonNullElse(given, new CannedReplyBody(null, null, null, null, null, null));
        Checks checks = new Checks();
        String name = checks.text("name", body.name(), LONGEST_NAME);
        String scope = body.scope() == null ? "" : body.scope();
        checks.that(Set.of("mine", "team", "all").contains(scope), "scope", "field.unknown", "mine, team or all");
        boolean team = scope.equals("team");
        checks.that(
                team == (body.team() != null), "team", team ? "field.missing" : "field.range", "with scope team alone");
        checks.that(
                body.team() == null || directory.teams(caller.tenant()).containsKey(body.team()),
                "team",
                "field.unknown",
                "there is no such team");
        List<CannedReply.Text> texts = texts(checks, body.texts());
        checks.done();
        Optional<UserId> owner = scope.equals("mine") ? Optional.of(caller.user()) : Optional.empty();
        if (owner.isEmpty()) {
            keeper(caller);
        }
        return new CannedReply(id, name, owner, Optional.ofNullable(body.team()), texts, version);
    }

    static List<CannedReply.Text> texts(Checks checks, @Nullable List<TextBody> given) {
        List<TextBody> texts = checks.list("texts", given, MOST_TEXTS);
        checks.that(!texts.isEmpty(), "texts", "field.missing", "it says something");
        Set<String> languages = new HashSet<>();
        return IntStream.range(0, texts.size())
                .mapToObj(place -> text(checks, "texts[" + place + "].", texts.get(place), languages))
                .toList();
    }

    private static CannedReply.Text text(Checks checks, String path, TextBody text, Set<String> languages) {
        String language = text.language();
        checks.that(
                language == null || LANGUAGE.matcher(language).matches(),
                path + "language",
                "field.pattern",
                "two small letters");
        checks.that(
                languages.add(language == null ? "" : language),
                path + "language",
                "field.duplicate",
                "is there twice");
        String html = checks.lines(path + "html", text.html(), LONGEST);
        String safe = SafeHtml.clean(html);
        checks.that(!PlainText.of(safe).isBlank(), path + "html", "field.missing", "it says something");
        return new CannedReply.Text(language, safe);
    }

    private static CannedReplyList body(List<CannedReply> replies) {
        return new CannedReplyList(
                replies.stream().map(CannedRepliesResource::body).toList());
    }

    private static CannedReplyBody body(CannedReply reply) {
        return new CannedReplyBody(
                reply.id(),
                reply.name(),
                reply.owner().isPresent() ? "mine" : reply.team().isPresent() ? "team" : "all",
                reply.team().orElse(null),
                reply.texts().stream()
                        .map(text -> new TextBody(text.language(), text.html()))
                        .toList(),
                reply.version());
    }
}
