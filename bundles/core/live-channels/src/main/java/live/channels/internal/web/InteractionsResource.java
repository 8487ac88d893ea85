// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.channel.Address;
import live.channels.internal.MessageViews;
import live.channels.internal.store.DraftStore;
import live.channels.internal.store.InteractionStore;
import live.channels.internal.store.MessageStore;
import live.core.ChannelId;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.PersonId;
import live.core.Principal;
import live.core.UserId;
import live.core.web.Problem;
import live.core.web.Requires;
import live.ticketing.Interaction;
import live.ticketing.Interactions;
import live.ticketing.Message;
import live.ticketing.MessageView;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Contacts and what was said in them. */
@Component(service = InteractionsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=channels)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class InteractionsResource {
    private static final int MOST = 200;

    private final InteractionStore store;
    private final MessageStore messages;
    private final Interactions interactions;
    private final LiveUpdates updates;
    private final DraftStore drafts;
    private final Speakers speakers;

    @Activate
    public InteractionsResource(
            @Reference InteractionStore store,
            @Reference MessageStore messages,
            @Reference Interactions interactions,
            @Reference LiveUpdates updates,
            @Reference DraftStore drafts,
            @Reference Speakers speakers) {
        this.speakers = speakers;
        this.store = store;
        this.messages = messages;
        this.interactions = interactions;
        this.updates = updates;
        this.drafts = drafts;
    }

    /** A contact. */
    public record Contact(
            InteractionId id,
            Optional<String> channel,
            String medium,
            Optional<Address> party,
            Optional<PersonId> person,
            String subject,
            Instant openedAt,
            Optional<Instant> closedAt,
            Optional<UUID> queue,
            String state,
            Optional<UserId> owner,
            Optional<UUID> ticket,
            String conversation,
            Optional<String> preview,
            Instant lastAt,
            int unread) {}

    /** A part of a list. */
    public record Page<T>(List<T> items) {}

    /** What was said, and with the newest part of it what the caller has begun to write. */
    public record Said(List<MessageView> items, Optional<DraftsResource.Draft> draft) {}

    @GET
    @Path("interactions/{id}")
    @Requires("interaction.read")
    public Contact get(@PathParam("id") String id, @Context SecurityContext security) {
        return contact(find(id, security), Optional.empty());
    }

    @GET
    @Path("interactions")
    @Requires("interaction.read")
    public Page<Contact> list(@QueryParam("ids") @Nullable String ids, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        List<InteractionId> wanted = ids == null || ids.isBlank()
                ? List.of()
                : Arrays.stream(ids.split(","))
                        .limit(MOST + 1)
                        .map(Callers::interaction)
                        .toList();
        if (wanted.size() > MOST) {
            throw Problem.invalid("ids", "field.large", "at most " + MOST + " ids");
        }
        Map<InteractionId, Message> newest = messages.newest(caller.tenant(), wanted);
        return new Page<>(store.list(caller.tenant(), wanted).stream()
                .map(standing -> contact(
                        standing,
                        Optional.ofNullable(newest.get(standing.interaction().id()))))
                .toList());
    }

    @GET
    @Path("interactions/{id}/messages")
    @Requires("interaction.read")
    public Said messages(
            @PathParam("id") String id,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable Integer limit,
            @Context SecurityContext security) {
        InteractionStore.Standing standing = find(id, security);
        int most = limit == null ? 50 : limit;
        if (most < 1 || most > MOST) {
            throw Problem.invalid("limit", "field.range", "1 to " + MOST);
        }
        Principal caller = Callers.principal(security);
        Optional<MessageId> earlier = before(before);
        return new Said(
                interactions.views(messages.ofConversation(caller.tenant(), standing.conversation(), earlier, most)),
                earlier.isPresent()
                        ? Optional.empty()
                        : drafts.get(caller, standing.interaction().id()).map(DraftsResource::body));
    }

    @POST
    @Path("interactions/{id}/read")
    @Requires("interaction.read")
    public Contact read(@PathParam("id") String id, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        InteractionStore.Standing standing = find(id, security);
        // What somebody else has in hand stays unread for him.
        if (standing.owner().isEmpty() || standing.owner().get().equals(caller.user())) {
            if (store.read(caller.tenant(), standing.interaction().id())) {
                updates.refresh(caller);
            }
        }
        return contact(find(id, security), Optional.empty());
    }

    /** The new message. */
    public record Resent(MessageId id) {}

    @POST
    @Path("messages/{id}/resend")
    @Requires("interaction.reply")
    public Resent resend(@PathParam("id") String id, @Context SecurityContext security) {
        MessageId message;
        try {
            message = MessageId.of(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("channels.message.missing", "There is no such message.");
        }
        Principal caller = Callers.principal(security);
        messages.get(caller.tenant(), message).ifPresent(found -> speakers.check(caller, found.interaction()));
        return interactions
                .resend(caller, message)
                .map(Resent::new)
                .orElseThrow(() -> Problem.conflict(
                        "channels.message.settled", "The message is neither failed nor unknown, or was sent again."));
    }

    private static Optional<MessageId> before(@Nullable String before) {
        try {
            return Optional.ofNullable(before).map(MessageId::of);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("before", "field.type", "the id of a message");
        }
    }

    private InteractionStore.Standing find(String id, SecurityContext security) {
        return store.get(Callers.principal(security).tenant(), Callers.interaction(id))
                .orElseThrow(Callers::missing);
    }

    private static Contact contact(InteractionStore.Standing standing, Optional<Message> newest) {
        Interaction interaction = standing.interaction();
        return new Contact(
                interaction.id(),
                interaction.channel().map(ChannelId::toString),
                interaction.medium(),
                interaction.party(),
                interaction.person(),
                interaction.subject(),
                interaction.openedAt(),
                interaction.closedAt(),
                standing.queue(),
                standing.state(),
                standing.owner(),
                standing.ticket(),
                interaction.conversation(),
                newest.map(MessageViews::preview),
                standing.lastAt(),
                standing.unread());
    }
}
