// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.servlet.http.HttpServletRequest;
import javax.sql.DataSource;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.UserId;
import live.core.Uuid7;
import live.core.store.SchemaReady;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.directory.User;
import live.lib.sql.Database;
import live.security.SessionEnd;
import live.security.internal.ApiTokens;
import live.security.internal.Grants;
import live.security.internal.Holder;
import live.security.internal.Journal;
import live.security.internal.LiveSessions;
import live.security.internal.SecondFactors;
import live.security.internal.StaffAccounts;
import live.security.internal.store.TokenTable.ApiToken;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Passwords and second factors of others, and API tokens. */
@Component(service = AccountResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=security)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountResource {
    private final Database database;
    private final Directory directory;
    private final StaffAccounts accounts;
    private final LiveSessions sessions;
    private final ApiTokens tokens;
    private final Grants grants;
    private final Journal journal;
    private final SecondFactors factors;
    private final SecondFactorOverview overview;
    private final Confirmation confirmation;

    /**
     * @param mustChangePassword whether the user has to choose another one first; he has to, if this is absent
     */
    public record PasswordReset(@Nullable String password, @Nullable Boolean mustChangePassword) {}

    /**
     * @param id chosen by the caller, who may then ask again: the answer is the same token, without its secret
     * @param expiresAt after the configured time if this is absent
     */
    public record NewToken(
            @Nullable UUID id,
            @Nullable String name,
            @Nullable List<String> permissions,
            @Nullable Instant expiresAt) {}

    /**
     * @param token the secret; only in the answer that makes it
     */
    public record TokenBody(
            UUID id,
            String name,
            UserId user,
            Set<String> permissions,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> lastUsedAt,
            Optional<String> token) {}

    public record TokenList(List<TokenBody> items) {}

    @Activate
    public AccountResource(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Directory directory,
            @Reference StaffAccounts accounts,
            @Reference LiveSessions sessions,
            @Reference ApiTokens tokens,
            @Reference Grants grants,
            @Reference Journal journal,
            @Reference SecondFactors factors,
            @Reference SecondFactorOverview overview,
            @Reference Confirmation confirmation) {
        this.database = new Database(source);
        this.directory = directory;
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.grants = grants;
        this.journal = journal;
        this.factors = factors;
        this.overview = overview;
        this.confirmation = confirmation;
    }

    @PUT
    @Path("users/{id}/password")
    @Requires(SecurityPermissions.USER_WRITE)
    @Answers(status = 204)
    public Response reset(
            @Context SecurityContext context,
            @Context HttpServletRequest request,
            @PathParam("id") String id,
            @Nullable PasswordReset body) {
        Principal principal = SessionResource.principal(context);
        UserId user = SessionResource.user(id);
        Checks checks = new Checks();
        String password = body == null || body.password() == null ? "" : body.password();
        checks.that(!password.isEmpty(), "password", "field.missing", "must be given");
        checks.done();
        known(principal, id);
        if (principal.user().equals(user)) {
            throw Problem.forbidden("security.self", "Your own password is changed with the one that you have.");
        }
        accounts.requireReach(principal, new Holder.OfUser(user));
        confirmation.require(request, principal);
        boolean mustChange = body == null || !Boolean.FALSE.equals(body.mustChangePassword());
        var ended = database.change(connection -> {
            accounts.requireAuthority(connection, principal, user);
            return accounts.change(connection, principal, user, password, mustChange, Optional.empty());
        });
        grants.forget(principal.tenant(), user);
        sessions.ended(ended, SessionEnd.PASSWORD);
        journal.committed();
        return Response.noContent().build();
    }

    @GET
    @Path("users/{id}/second-factor")
    @Requires(SecurityPermissions.USER_WRITE)
    public SecondFactorOverview.State secondFactor(@Context SecurityContext context, @PathParam("id") String id) {
        Principal principal = SessionResource.principal(context);
        UserId user = known(principal, id);
        accounts.requireReach(principal, new Holder.OfUser(user));
        return overview.of(principal.tenant(), user);
    }

    /** Takes the second factor of somebody away who has lost it. */
    @DELETE
    @Path("users/{id}/second-factor")
    @Requires(SecurityPermissions.USER_WRITE)
    @Answers(status = 204)
    public Response resetSecondFactor(
            @Context SecurityContext context, @Context HttpServletRequest request, @PathParam("id") String id) {
        Principal principal = SessionResource.principal(context);
        UserId user = known(principal, id);
        accounts.requireReach(principal, new Holder.OfUser(user));
        confirmation.require(request, principal);
        database.act(connection -> accounts.requireAuthority(connection, principal, user));
        return SecondFactorResource.removed(factors.remove(principal, user));
    }

    @GET
    @Path("tokens")
    @Requires(SecurityPermissions.TOKEN_WRITE)
    public TokenList all(@Context SecurityContext context) {
        return new TokenList(tokens.all(SessionResource.principal(context).tenant()).stream()
                .map(token -> body(token, Optional.empty()))
                .toList());
    }

    @POST
    @Path("tokens")
    @Requires(SecurityPermissions.TOKEN_WRITE)
    @Answers(value = TokenBody.class, status = 201)
    public Response make(
            @Context SecurityContext context, @Context HttpServletRequest request, @Nullable NewToken body) {
        Principal principal = SessionResource.principal(context);
        NewToken wish = body == null ? new NewToken(null, null, null, null) : body;
        Checks checks = new Checks();
        String name = checks.text("name", wish.name(), 100);
        Set<String> permissions = new TreeSet<>(checks.<String>list("permissions", wish.permissions(), 1_000));
        checks.that(!permissions.isEmpty(), "permissions", "field.missing", "must be given");
        checks.done();
        StaffAccounts.within(principal, permissions);
        confirmation.require(request, principal);
        UUID id = wish.id() == null ? Uuid7.next() : wish.id();
        ApiTokens.Made made = tokens.make(principal, id, name, permissions, Optional.ofNullable(wish.expiresAt()));
        return Response.status(made.secret().isPresent() ? Response.Status.CREATED : Response.Status.OK)
                .entity(body(made.token(), made.secret()))
                .build();
    }

    @DELETE
    @Path("tokens/{id}")
    @Requires(SecurityPermissions.TOKEN_WRITE)
    @Answers(status = 204)
    public Response revoke(@Context SecurityContext context, @PathParam("id") String id) {
        if (!tokens.revoke(SessionResource.principal(context), RoleResource.id(id))) {
            throw Problem.notFound("security.token.unknown", "There is no such token.");
        }
        return Response.noContent().build();
    }

    private static TokenBody body(ApiToken token, Optional<String> secret) {
        return new TokenBody(
                token.id(),
                token.name(),
                token.user(),
                token.permissions(),
                token.createdAt(),
                token.expiresAt(),
                token.usedAt(),
                secret);
    }

    private UserId known(Principal principal, String id) {
        UserId user = SessionResource.user(id);
        return directory
                .user(principal.tenant(), user)
                .map(User::id)
                .orElseThrow(() -> Problem.notFound("directory.user.unknown", "There is no such user."));
    }
}
