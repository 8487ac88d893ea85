// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Public;
import live.core.web.Requires;
import live.security.SessionEnd;
import live.security.SessionId;
import live.security.internal.Browsers;
import live.security.internal.LiveSessions;
import live.security.internal.Origin;
import live.security.internal.Settings;
import live.security.internal.SignIn;
import live.security.internal.StaffAccounts;
import live.security.internal.Token;
import live.security.internal.store.SessionTable;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Signing in and out, and the sessions of users. */
@Component(service = SessionResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=security)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SessionResource {
    private static final int LONGEST_AGENT = 200;

    private final SignIn signIn;
    private final LiveSessions sessions;
    private final Me me;
    private final Settings settings;
    private final StaffAccounts accounts;

    /**
     * @param code of the second factor, for those who have one; without it the answer says {@code security.code.needed}
     * @param trustBrowser whether this browser shall need no code for a while
     */
    public record Credentials(
            @Nullable String login, @Nullable String password, @Nullable String code, @Nullable Boolean trustBrowser) {}

    /**
     * @param method how the user proved who he is
     * @param current whether this is the session that asks
     */
    public record SessionBody(
            SessionId id,
            String address,
            String agent,
            Instant createdAt,
            Instant usedAt,
            Instant expiresAt,
            String method,
            boolean current) {}

    public record SessionList(List<SessionBody> items) {}

    @Activate
    public SessionResource(
            @Reference SignIn signIn,
            @Reference LiveSessions sessions,
            @Reference Me me,
            @Reference Settings settings,
            @Reference StaffAccounts accounts) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.me = me;
        this.settings = settings;
        this.accounts = accounts;
    }

    @POST
    @Path("session")
    @Public
    @Answers(Me.Body.class)
    public Response open(
            @Context HttpServletRequest request,
            @HeaderParam(HttpHeaders.USER_AGENT) @Nullable String agent,
            @Nullable Credentials body) {
        Credentials credentials = body == null ? new Credentials(null, null, null, null) : body;
        Checks checks = new Checks();
        String login = checks.text("login", credentials.login(), 200);
        String password = credentials.password() == null ? "" : credentials.password();
        checks.that(!password.isEmpty(), "password", "field.missing", "must be given");
        Optional<String> code = checks.textIfAny("code", credentials.code(), 50);
        checks.done();
        Client client = Client.of(request, settings.trustedProxies());
        boolean trust = Boolean.TRUE.equals(credentials.trustBrowser());
        SignIn.Opened opened = signIn.signIn(
                TenantId.DEFAULT,
                new SignIn.Proof(login, password, code, trust),
                new Origin(client.address(), shortened(agent), Callers.browser(request)));
        Token token = opened.session().token();
        Principal principal = sessions.principal(opened.session().id())
                .orElseThrow(() -> Problem.unauthenticated("security.session.missing", ""));
        return Response.ok(me.of(principal, Optional.of(token)))
                .header(HttpHeaders.SET_COOKIE, cookie(token.text(), client.secure()))
                .header(HttpHeaders.SET_COOKIE, browserCookie(opened.browser(), client.secure()))
                .build();
    }

    @DELETE
    @Path("session")
    @Requires(Requires.SIGNED_IN)
    @Answers(status = 204)
    public Response close(@Context HttpServletRequest request, @Context SecurityContext context) {
        Callers.token(request)
                .flatMap(sessions::find)
                .ifPresent(id -> sessions.end(principal(context), id, SessionEnd.SIGNED_OUT));
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie("", Client.secure(request)) + "; Max-Age=0")
                .build();
    }

    @GET
    @Path("users/{id}/sessions")
    @Requires(Requires.SIGNED_IN)
    public SessionList of(
            @Context SecurityContext context, @Context HttpServletRequest request, @PathParam("id") String id) {
        Principal principal = principal(context);
        UserId user = user(id);
        accounts.requireSelfOr(principal, user, SecurityPermissions.USER_WRITE);
        Optional<SessionId> own = Callers.token(request).flatMap(sessions::find);
        return new SessionList(sessions.of(principal.tenant(), user).stream()
                .map(session -> body(session, own))
                .toList());
    }

    @DELETE
    @Path("sessions/{id}")
    @Requires(Requires.SIGNED_IN)
    @Answers(status = 204)
    public Response end(@Context SecurityContext context, @PathParam("id") String id) {
        Principal principal = principal(context);
        Checks checks = new Checks();
        SessionId session = new SessionId(checks.id("id", id));
        checks.done();
        SessionTable.Session found = sessions.find(principal.tenant(), session)
                .orElseThrow(() -> Problem.notFound("security.session.unknown", "There is no such session."));
        accounts.requireSelfOr(principal, found.user(), SecurityPermissions.USER_WRITE);
        sessions.end(principal, session, SessionEnd.REVOKED);
        return Response.noContent().build();
    }

    static Principal principal(SecurityContext context) {
        return (Principal) context.getUserPrincipal();
    }

    static UserId user(String id) {
        Checks checks = new Checks();
        UserId user = new UserId(checks.id("id", id));
        checks.done();
        return user;
    }

    private static SessionBody body(SessionTable.Session session, Optional<SessionId> own) {
        return new SessionBody(
                session.id(),
                session.address(),
                session.agent(),
                session.createdAt(),
                session.usedAt(),
                session.expiresAt(),
                session.method(),
                own.filter(session.id()::equals).isPresent());
    }

    private static String shortened(@Nullable String agent) {
        String text = agent == null ? "" : agent.replaceAll("\\p{Cntrl}", " ");
        return text.length() > LONGEST_AGENT ? text.substring(0, LONGEST_AGENT) : text;
    }

    private static String browserCookie(Token browser, boolean secure) {
        return Callers.browserName(secure) + "=" + browser.text() + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
                + Browsers.KNOWN.toSeconds() + (secure ? "; Secure" : "");
    }

    private static String cookie(String value, boolean secure) {
        return Callers.cookieName(secure) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }
}
