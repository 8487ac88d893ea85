// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.channels.internal.store.DraftStore;
import live.channels.internal.store.InteractionStore;
import live.core.InteractionId;
import live.core.LiveException;
import live.core.Principal;
import live.core.web.Problem;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What the caller has begun to write in a contact. */
@Component(service = DraftsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=channels)")
@JSONRequired
@Path("drafts/{interaction}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DraftsResource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1_000_000;

    private final DraftStore drafts;
    private final InteractionStore interactions;

    @Activate
    public DraftsResource(@Reference DraftStore drafts, @Reference InteractionStore interactions) {
        this.drafts = drafts;
        this.interactions = interactions;
    }

    /** A draft: text, addressees as typed, and uploads. */
    public record Draft(
            @Nullable String kind,
            @Nullable String html,
            @Nullable String text,
            @Nullable List<String> to,
            @Nullable List<String> cc,
            @Nullable List<File> attachments,
            @Nullable Instant updatedAt) {}

    /** An upload that is to be attached. */
    public record File(@Nullable String id, @Nullable String name, @Nullable String mediaType, long size) {}

    /** The draft; no content, which is no error, if nothing was begun. */
    @GET
    @Requires("interaction.read")
    public @Nullable Draft get(@PathParam("interaction") String id, @Context SecurityContext security) {
        return drafts.get(Callers.principal(security), Callers.interaction(id))
                .map(DraftsResource::body)
                .orElse(null);
    }

    static Draft body(DraftStore.Draft draft) {
        try {
            return stamped(JSON.readValue(draft.json(), Draft.class), draft.updatedAt());
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.draft.unreadable", "a stored draft could not be read", e);
        }
    }

    @PUT
    @Requires("interaction.read")
    public Draft put(@PathParam("interaction") String id, Draft draft, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        InteractionId interaction = Callers.interaction(id);
        if (interactions.get(caller.tenant(), interaction).isEmpty()) {
            throw Callers.missing();
        }
        try {
            String json = JSON.writeValueAsString(stamped(draft, null));
            if (json.length() > LONGEST) {
                throw Problem.tooLarge("channels.draft.large", "A draft has at most " + LONGEST + " characters.");
            }
            return stamped(draft, drafts.put(caller, interaction, json));
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.draft.unwritable", "a draft could not be written", e);
        }
    }

    @DELETE
    @Requires("interaction.read")
    public void delete(@PathParam("interaction") String id, @Context SecurityContext security) {
        drafts.delete(Callers.principal(security), Callers.interaction(id));
    }

    private static Draft stamped(Draft draft, @Nullable Instant at) {
        return new Draft(draft.kind(), draft.html(), draft.text(), draft.to(), draft.cc(), draft.attachments(), at);
    }
}
