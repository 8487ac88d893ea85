// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.channels.internal.Profiles;
import live.channels.internal.store.PersonStore;
import live.channels.internal.store.ProfileStore;
import live.core.PersonId;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.directory.User;
import live.ticketing.Profile;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What customers are to the organisation: segment, priority, relationship manager. */
@Component(service = ProfilesResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=channels)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ProfilesResource {
    private static final int LONGEST = 60;
    private static final int HIGHEST = 9;

    private final PersonStore persons;
    private final ProfileStore store;
    private final Profiles profiles;
    private final Directory directory;

    @Activate
    public ProfilesResource(
            @Reference PersonStore persons,
            @Reference ProfileStore store,
            @Reference Profiles profiles,
            @Reference Directory directory) {
        this.persons = persons;
        this.store = store;
        this.profiles = profiles;
        this.directory = directory;
    }

    /** A profile; what is missing is not set. The version is 0 as long as there never was one. */
    public record ProfileBody(
            @Nullable String segment, @Nullable Integer priority, @Nullable UserId manager, @Nullable Long version) {}

    /** The segments in use. */
    public record Segments(List<String> items) {}

    @GET
    @Path("segments")
    @Requires("interaction.read")
    public Segments segments(@Context SecurityContext security) {
        return new Segments(store.segments(Callers.principal(security).tenant()));
    }

    @GET
    @Path("persons/{id}/profile")
    @Requires("interaction.read")
    public ProfileBody get(@PathParam("id") String id, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        return body(store.get(caller.tenant(), person(caller.tenant(), id)));
    }

    @PUT
    @Path("persons/{id}/profile")
    @Requires("person.write")
    public ProfileBody put(@PathParam("id") String id, @Nullable ProfileBody body, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        PersonId person = person(caller.tenant(), id);
        if (body == null || body.version() == null) {
            throw Problem.invalid("version", "field.missing", "the version that was read");
        }
        Profile wanted = check(caller.tenant(), body, body.version());
        if (!store.replace(caller, person, wanted)) {
            throw Problem.conflict(
                    "channels.profile.changed", "Somebody has changed the profile meanwhile.", get(id, security));
        }
        profiles.refresh();
        return get(id, security);
    }

    private Profile check(TenantId tenant, ProfileBody body, long version) {
        List<Problem.Field> faults = new ArrayList<>();
        Optional<String> segment =
                Optional.ofNullable(body.segment()).map(String::strip).filter(text -> !text.isEmpty());
        if (segment.filter(text -> text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            faults.add(new Problem.Field("segment", "field.long", "at most " + LONGEST + " characters"));
        }
        Integer priority = body.priority();
        if (priority != null && (priority < 0 || priority > HIGHEST)) {
            faults.add(new Problem.Field("priority", "field.range", "0 to " + HIGHEST));
        }
        Optional<UserId> manager = Optional.ofNullable(body.manager());
        if (manager.isPresent()
                && manager.flatMap(user -> directory.user(tenant, user))
                        .filter(User::active)
                        .isEmpty()) {
            faults.add(new Problem.Field("manager", "field.unknown", "nobody who works here"));
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new Profile(
                segment, priority == null ? OptionalInt.empty() : OptionalInt.of(priority), manager, version);
    }

    private PersonId person(TenantId tenant, String id) {
        try {
            PersonId person = PersonId.of(id);
            if (persons.get(tenant, person).isPresent()) {
                return person;
            }
        } catch (IllegalArgumentException e) {
            throw missing();
        }
        throw missing();
    }

    private static Problem missing() {
        return Problem.notFound("channels.person.missing", "There is no such customer.");
    }

    private static ProfileBody body(Profile profile) {
        return new ProfileBody(
                profile.segment().orElse(null),
                profile.priority().isPresent() ? profile.priority().getAsInt() : null,
                profile.manager().orElse(null),
                profile.version());
    }
}
