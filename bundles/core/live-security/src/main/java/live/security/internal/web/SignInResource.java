// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.UserId;
import live.core.web.Checks;
import live.core.web.Public;
import live.core.web.Requires;
import live.security.internal.Browsers;
import live.security.internal.Settings;
import live.security.internal.StaffAccounts;
import live.security.internal.store.SignInTable.Attempt;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Where people have signed in, and who has tried to in their name. */
@Component(service = SignInResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=security)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SignInResource {
    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final Browsers browsers;
    private final StaffAccounts accounts;
    private final Settings settings;

    /** @param next the cursor of what is older; missing at the end */
    public record History(List<Attempt> items, Optional<UUID> next) {}

    /**
     * What the sign-in page has to know.
     *
     * @param trustBrowserDays for how long a browser may be trusted; 0: not at all
     */
    public record Ways(long trustBrowserDays) {}

    @Activate
    public SignInResource(
            @Reference Browsers browsers, @Reference StaffAccounts accounts, @Reference Settings settings) {
        this.browsers = browsers;
        this.accounts = accounts;
        this.settings = settings;
    }

    /** How one can sign in here. */
    @GET
    @Path("sign-in")
    @Public
    public Ways ways() {
        return new Ways(settings.trust().toDays());
    }

    /** Attempts to sign in as a user, the newest first: one's own, or with the permission to change users anybody's. */
    @GET
    @Path("users/{id}/sign-ins")
    @Requires(Requires.SIGNED_IN)
    public History of(
            @Context SecurityContext context,
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Principal principal = SessionResource.principal(context);
        UserId user = SessionResource.user(id);
        accounts.requireSelfOr(principal, user, SecurityPermissions.USER_WRITE);
        Checks checks = new Checks();
        int most = checks.number("limit", limit, 1, MOST, USUAL);
        Optional<UUID> before = cursor == null ? Optional.empty() : Optional.of(checks.id("cursor", cursor));
        checks.done();
        List<Attempt> found = browsers.attempts(principal.tenant(), user, before, most + 1);
        List<Attempt> page = found.subList(0, Math.min(most, found.size()));
        return new History(
                page,
                found.size() > most ? Optional.of(page.get(page.size() - 1).id()) : Optional.empty());
    }
}
