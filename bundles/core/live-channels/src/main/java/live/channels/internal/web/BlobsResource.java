// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.StreamingOutput;
import live.channels.internal.store.ContactLedger;
import live.channels.internal.store.MessageStore;
import live.channels.internal.store.UploadStore;
import live.core.BlobId;
import live.core.BlobInfo;
import live.core.Blobs;
import live.core.InteractionId;
import live.core.KeyId;
import live.core.Principal;
import live.core.web.Answers;
import live.core.web.LargeBody;
import live.core.web.Problem;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Attachments. What is downloaded never runs in our origin, whatever it says it is. */
@Component(service = BlobsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=channels)")
@JSONRequired
@Path("blobs")
public final class BlobsResource {
    private static final long LARGEST = 50L << 20;
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private final Blobs blobs;
    private final MessageStore messages;
    private final UploadStore uploads;
    private final ContactLedger contacts;

    @Activate
    public BlobsResource(
            @Reference Blobs blobs,
            @Reference MessageStore messages,
            @Reference UploadStore uploads,
            @Reference ContactLedger contacts) {
        this.blobs = blobs;
        this.messages = messages;
        this.uploads = uploads;
        this.contacts = contacts;
    }

    /** An attachment that was stored. */
    public record Stored(BlobId id, String name, String mediaType, long size) {}

    @GET
    @Path("{id}")
    @Requires("interaction.read")
    @Produces(MediaType.WILDCARD)
    @Answers(InputStream.class)
    public Response download(@PathParam("id") String id, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        BlobId blob = id(id);
        if (messages.holders(caller.tenant(), blob).isEmpty() && !uploads.uploadedBy(caller, blob)) {
            throw missing();
        }
        BlobInfo info = blobs.info(blob).orElseThrow(BlobsResource::missing);
        boolean picture = PICTURES.contains(info.mediaType());
        StreamingOutput content = out -> {
            try (InputStream in = blobs.open(blob)) {
                in.transferTo(out);
            }
        };
        return Response.ok(content, picture ? info.mediaType() : MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Length", info.size())
                .header("Content-Disposition", (picture ? "inline" : "attachment") + fileName(info.name()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cache-Control", "private, max-age=3600, immutable")
                .build();
    }

    @POST
    @LargeBody
    @Requires("interaction.reply")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    @Answers(value = Stored.class, status = 201)
    public Response upload(
            InputStream content,
            @QueryParam("name") @Nullable String name,
            @QueryParam("type") @Nullable String type,
            @QueryParam("interaction") @Nullable String interaction,
            @HeaderParam("Content-Length") @Nullable Long length,
            @Context SecurityContext security)
            throws IOException {
        Principal caller = Callers.principal(security);
        if (length != null && length > LARGEST) {
            throw tooLarge();
        }
        Optional<InteractionId> contact =
                Optional.ofNullable(interaction).filter(text -> !text.isBlank()).map(Callers::interaction);
        KeyId key = contacts.key(caller.tenant(), contact);
        try {
            BlobInfo info = blobs.store(key, clean(name), mediaType(type, name), content, LARGEST);
            uploads.add(caller, info.id());
            return Response.status(Response.Status.CREATED)
                    .entity(new Stored(info.id(), info.name(), info.mediaType(), info.size()))
                    .build();
        } catch (Blobs.TooLargeException e) {
            throw tooLarge();
        }
    }

    private static Problem tooLarge() {
        return Problem.tooLarge("channels.blob.large", "A file has at most " + (LARGEST >> 20) + " MB.");
    }

    private static Problem missing() {
        return Problem.notFound("channels.blob.missing", "There is no such file.");
    }

    private static BlobId id(String id) {
        try {
            return BlobId.of(id);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    /** A name without path and control characters. */
    private static String clean(@Nullable String name) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}]", "").strip();
        return clean.isEmpty() ? "file" : clean.substring(0, Math.min(clean.length(), 200));
    }

    private static String mediaType(@Nullable String type, @Nullable String name) {
        if (type != null && type.matches("[a-zA-Z0-9!#$&^_.+-]{1,100}/[a-zA-Z0-9!#$&^_.+-]{1,100}")) {
            return type.toLowerCase(java.util.Locale.ROOT);
        }
        String guessed = name == null ? null : java.net.URLConnection.guessContentTypeFromName(name);
        return guessed == null ? MediaType.APPLICATION_OCTET_STREAM : guessed;
    }

    /** RFC 6266: a plain name for old clients, and the true one. */
    private static String fileName(String name) {
        String plain = name.replaceAll("[^a-zA-Z0-9 ._-]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
