// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.sql.DataSource;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.store.SchemaReady;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Users;
import live.lib.sql.Database;
import live.security.SessionEnd;
import live.security.SessionId;
import live.security.internal.Grants;
import live.security.internal.Journal;
import live.security.internal.LiveSessions;
import live.security.internal.SignIn;
import live.security.internal.StaffAccounts;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What everybody may do with his own account. */
@Component(service = MeResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=security)")
@JSONRequired
@Path("me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Requires.SIGNED_IN)
public final class MeResource {
    private final Database database;
    private final Me me;
    private final SignIn signIn;
    private final StaffAccounts accounts;
    private final LiveSessions sessions;
    private final Grants grants;
    private final Users users;
    private final Journal journal;
    private final Confirmation confirmation;

    /** {@code new} is no name for a component of a record. */
    public record PasswordChange(@Nullable String current, @JsonProperty("new") @Nullable String next) {}

    public record LocaleChange(@Nullable String locale) {}

    @Activate
    public MeResource(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Me me,
            @Reference SignIn signIn,
            @Reference StaffAccounts accounts,
            @Reference LiveSessions sessions,
            @Reference Grants grants,
            @Reference Users users,
            @Reference Journal journal,
            @Reference Confirmation confirmation) {
        this.database = new Database(source);
        this.me = me;
        this.signIn = signIn;
        this.accounts = accounts;
        this.sessions = sessions;
        this.grants = grants;
        this.users = users;
        this.journal = journal;
        this.confirmation = confirmation;
    }

    @GET
    public Me.Body get(@Context SecurityContext context, @Context HttpServletRequest request) {
        return me.of(SessionResource.principal(context), Callers.token(request));
    }

    @PUT
    @Path("password")
    public Me.Body password(
            @Context SecurityContext context, @Context HttpServletRequest request, @Nullable PasswordChange body) {
        PasswordChange change = body == null ? new PasswordChange(null, null) : body;
        Checks checks = new Checks();
        String current = change.current() == null ? "" : change.current();
        String next = change.next() == null ? "" : change.next();
        checks.that(!current.isEmpty(), "current", "field.missing", "must be given");
        checks.that(!next.isEmpty(), "new", "field.missing", "must be given");
        checks.that(!next.equals(current), "new", "password.same", "must be another than before");
        checks.done();
        Principal principal = SessionResource.principal(context);
        Optional<SessionId> session = Optional.of(confirmation.session(request));
        if (!signIn.confirms(principal, current)) {
            throw Problem.invalid("current", "security.password.wrong", "is not your password");
        }
        List<SessionId> ended = database.change(
                connection -> accounts.change(connection, principal, principal.user(), next, false, session));
        grants.forget(principal.tenant(), principal.user());
        sessions.ended(ended, SessionEnd.PASSWORD);
        journal.committed();
        return get(context, request);
    }

    @PUT
    @Path("locale")
    public Me.Body locale(
            @Context SecurityContext context, @Context HttpServletRequest request, @Nullable LocaleChange body) {
        Checks checks = new Checks();
        String locale = checks.text("locale", body == null ? null : body.locale(), 35);
        checks.done();
        Principal principal = SessionResource.principal(context);
        users.locale(principal, principal.user(), locale);
        return get(context, request);
    }
}
