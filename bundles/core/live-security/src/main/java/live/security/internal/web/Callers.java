// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import live.core.Principal;
import live.core.web.Problem;
import live.security.SessionId;
import live.security.internal.ApiTokens;
import live.security.internal.LiveSessions;
import live.security.internal.Token;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells who stands behind a request. */
@Component(service = Callers.class)
public final class Callers {
    private static final String COOKIE = "live_session";
    private static final String BROWSER = "live_browser";
    /** With this before its name a cookie can only be set by this host itself, over TLS, for all of its paths. */
    private static final String OWN_HOST = "__Host-";

    /** The header that proves that the page which sends the request could read our answers. */
    static final String CSRF = "X-CSRF-Token";

    /** The seconds since the person at the page did something. */
    static final String IDLE = "X-Idle-Seconds";

    private final LiveSessions sessions;
    private final ApiTokens tokens;

    /**
     * Somebody who is known.
     *
     * @param session how, if by cookie; otherwise by API token
     * @param token of the cookie
     */
    record Caller(Principal principal, Optional<SessionId> session, Optional<Token> token) {
        /** Whether the browser might have been tricked into this request. */
        boolean forged(String method, @Nullable String csrf) {
            boolean safe = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
            return !safe && token.isPresent() && !token.get().hasCsrf(csrf);
        }
    }

    @Activate
    public Callers(@Reference LiveSessions sessions, @Reference ApiTokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /** The session cookie's name. */
    static String cookieName(boolean secure) {
        return secure ? OWN_HOST + COOKIE : COOKIE;
    }

    /** The name of the cookie by which a browser is known again. */
    static String browserName(boolean secure) {
        return secure ? OWN_HOST + BROWSER : BROWSER;
    }

    /** The session's token that a request shows. Over TLS only under the name that nobody else can set. */
    static Optional<Token> token(HttpServletRequest request) {
        return shown(request, cookieName(Client.secure(request)));
    }

    /** What the browser was given at an earlier sign-in. */
    static Optional<Token> browser(HttpServletRequest request) {
        return shown(request, browserName(Client.secure(request)));
    }

    private static Optional<Token> shown(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .flatMap(cookie -> Token.of(cookie.getValue()));
    }

    /** Why a request that shows nobody is refused. */
    Problem refusal(HttpServletRequest request) {
        return token(request)
                .flatMap(sessions::whyEnded)
                .map(why -> Problem.unauthenticated("security.session." + why.code(), "The session is over. Sign in."))
                .orElseGet(() -> Problem.unauthenticated("security.session.missing", "Sign in first."));
    }

    /**
     * How long ago the person at the browser did something. Our pages say so with each request, since they also ask by
     * themselves. What a browser fetches on its own says nothing; who clicked a link is there, and so is a program.
     */
    static Optional<Duration> idle(HttpServletRequest request) {
        String said = request.getHeader(IDLE);
        if (said != null) {
            return said.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(said))) : Optional.empty();
        }
        boolean asked = request.getHeader("Sec-Fetch-Mode") == null || "?1".equals(request.getHeader("Sec-Fetch-User"));
        return asked ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    /** By the header if there is one, else by the cookie. */
    Optional<Caller> caller(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return tokens.principal(authorization)
                    .map(principal -> new Caller(principal, Optional.empty(), Optional.empty()));
        }
        return token(request).flatMap(token -> sessions.find(token)
                .flatMap(id -> sessions.principal(id).map(principal -> {
                    idle(request).ifPresent(ago -> sessions.used(id, ago));
                    return new Caller(principal, Optional.of(id), Optional.of(token));
                })));
    }
}
