// SPDX-License-Identifier: Apache-2.0
package live.personal.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.Principal;
import live.core.web.Problem;
import live.core.web.Requires;
import live.personal.internal.store.Preferences;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What the caller has set for himself. */
@Component(service = PreferencesResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=personal)")
@JSONRequired
@Path("preferences")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Requires.SIGNED_IN)
public final class PreferencesResource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9.-]{0,63}");
    private static final int LONGEST = 8_000;

    private final Preferences preferences;

    @Activate
    public PreferencesResource(@Reference Preferences preferences) {
        this.preferences = preferences;
    }

    /** Everything that differs from how it is by default, by name. */
    public record PreferencesBody(Map<String, JsonNode> values) {}

    /** One of them; nothing, to have it as by default. */
    public record PreferenceChange(@Nullable JsonNode value) {}

    @GET
    public PreferencesBody get(@Context SecurityContext context) {
        return body((Principal) context.getUserPrincipal());
    }

    @PUT
    @Path("{name}")
    public PreferencesBody put(
            @PathParam("name") String name, @Nullable PreferenceChange change, @Context SecurityContext context) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.notFound("personal.preference.unknown", "There is no preference of such a name.");
        }
        Principal user = (Principal) context.getUserPrincipal();
        JsonNode value = change == null ? null : change.value();
        if (value == null || value.isNull()) {
            preferences.drop(user, name);
        } else {
            String json = value.toString();
            if (json.length() > LONGEST) {
                throw Problem.tooLarge(
                        "personal.preference.large", "A preference has at most " + LONGEST + " characters.");
            }
            if (json.contains("\\u0000")) {
                throw Problem.invalid("value", "field.invalid", "must not hold the character 0");
            }
            preferences.put(user, name, json);
        }
        return body(user);
    }

    private PreferencesBody body(Principal user) {
        Map<String, JsonNode> values = new TreeMap<>();
        preferences.of(user).forEach((name, json) -> values.put(name, read(json)));
        return new PreferencesBody(values);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new LiveException("personal.preference.unreadable", "a stored preference could not be read", e);
        }
    }
}
