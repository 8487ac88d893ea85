// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import live.core.Principal;
import live.core.TenantId;
import live.core.Uuid7;
import live.core.web.Problem;
import live.lib.sql.Sql;
import live.security.internal.SignIn.Proof;
import live.security.internal.store.BrowserTable.Browser;
import live.security.internal.store.SignInTable.Attempt;
import live.security.internal.web.Confirmation;
import live.test.postgres.PostgresServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SecondFactorIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core", "directory", "security");

    private static final String PASSWORD = "correct-horse-1";
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final AtomicInteger USERS = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static boolean started;

    private Office office;
    private String login;
    private Principal user;

    @BeforeEach
    void open() {
        office = new Office(POSTGRES.dataSource());
        if (!started) {
            office.firstStart(folder);
            started = true;
        }
        login = "careful" + USERS.incrementAndGet();
        user = office.user(login, PASSWORD, "agent");
    }

    @Test
    void whoever_has_a_second_factor_is_asked_for_a_code_that_is_good_once() {
        String secret = enrol();

        refused(Optional.empty(), "security.code.needed");
        refused(Optional.of("000000"), "security.code.wrong");
        String code = code(secret);
        assertThat(signIn(Optional.of(code), Office.HOME, false)).isNotNull();
        refused(Optional.of(code), "security.code.wrong");
        office.clock.pass(STEP);
        assertThat(signIn(Optional.of(code(secret)), Office.HOME, false)).isNotNull();
        assertThatThrownBy(
                        () -> office.signIn(new Proof(login, "wrong", Optional.of(code(secret)), false), Office.HOME))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("security.credentials.wrong"));
    }

    @Test
    void the_code_that_enrolled_does_not_sign_in() {
        String secret = office.factors.propose(user);
        String code = code(secret);
        assertThat(office.factors.confirm(user, "000000")).isEmpty();
        assertThat(office.factors.enrolled(TenantId.DEFAULT, user.user())).isFalse();

        assertThat(office.factors.confirm(user, code)).isPresent();
        refused(Optional.of(code), "security.code.wrong");
    }

    @Test
    void a_new_phone_takes_over_only_when_it_has_shown_a_code() {
        String old = enrol();
        String next = office.factors.propose(user);
        office.clock.pass(STEP);
        refused(Optional.of(code(next)), "security.code.wrong");
        assertThat(signIn(Optional.of(code(old)), Office.HOME, false)).isNotNull();

        office.clock.pass(STEP);
        assertThat(office.factors.confirm(user, code(next))).isPresent();
        office.clock.pass(STEP);
        refused(Optional.of(code(old)), "security.code.wrong");
        assertThat(signIn(Optional.of(code(next)), Office.HOME, false)).isNotNull();
    }

    @Test
    void a_recovery_code_is_good_once_in_whatever_way_it_is_written() {
        String secret = office.factors.propose(user);
        List<String> recovery = office.factors.confirm(user, code(secret)).orElseThrow();

        assertThat(recovery).hasSize(10).doesNotHaveDuplicates().allMatch(code -> code.matches("(\\w{4}-){3}\\w{4}"));
        String written = recovery.get(3).toUpperCase(Locale.ROOT).replace('-', ' ');
        assertThat(signIn(Optional.of(written), Office.HOME, false)).isNotNull();
        refused(Optional.of(recovery.get(3)), "security.code.wrong");
        assertThat(office.factors.state(TenantId.DEFAULT, user.user()).recoveryCodes())
                .isEqualTo(9);
        assertThat(office.actions()).contains("security.secondFactor.recover");

        List<String> renewed = office.factors.renew(user).orElseThrow();
        refused(Optional.of(recovery.get(4)), "security.code.wrong");
        assertThat(signIn(Optional.of(renewed.get(9)), Office.HOME, false)).isNotNull();
    }

    @Test
    void neither_secrets_nor_recovery_codes_can_be_read_in_the_database() {
        String secret = office.factors.propose(user);
        List<String> recovery = office.factors.confirm(user, code(secret)).orElseThrow();

        String stored = office.database.read(connection -> Sql.on(
                        connection,
                        """
                        select encode(secret, 'hex') || string_agg(code_hash, ' ') as text
                        from security.second_factor join security.recovery_code using (tenant, user_id)
                        where tenant = ? and user_id = ? group by secret""")
                .with(TenantId.DEFAULT.value(), user.user().value())
                .first(row -> row.text("text"))
                .orElseThrow());
        assertThat(stored)
                .doesNotContain(HexFormat.of().formatHex(decoded(secret)))
                .doesNotContain(recovery.get(0), recovery.get(0).replace("-", ""))
                .contains("$argon2id$");
    }

    @Test
    void codes_are_tried_a_few_times_in_an_hour_from_all_addresses_together() {
        String secret = enrol();
        IntStream.range(0, 10).forEach(i -> assertThatThrownBy(
                        () -> signIn(Optional.of("000000"), from("192.0.2." + i, "test"), false))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(401)));

        assertThatThrownBy(() -> signIn(Optional.of(code(secret)), from("192.0.2.99", "test"), false))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(429);
                    assertThat(problem.retryAfter()).isPresent();
                });
    }

    @Test
    void a_browser_that_is_trusted_needs_no_code_for_thirty_days() {
        String secret = enrol();
        Token planted = Token.random();
        SignIn.Opened opened =
                signIn(Optional.of(code(secret)), new Origin("192.0.2.1", "test", Optional.of(planted)), true);
        Origin trusted = new Origin("192.0.2.77", "test", Optional.of(opened.browser()));

        assertThat(signIn(Optional.empty(), trusted, false).browser().text())
                .isEqualTo(opened.browser().text());
        assertThatThrownBy(() -> signIn(Optional.empty(), new Origin("192.0.2.1", "test", Optional.of(planted)), false))
                .isInstanceOf(Problem.class);
        office.clock.pass(Duration.ofDays(30));
        assertThatThrownBy(() -> signIn(Optional.empty(), trusted, false)).isInstanceOf(Problem.class);
    }

    @Test
    void trust_ends_by_the_user_by_a_new_password_and_by_a_new_second_factor() {
        String secret = enrol();
        Origin first = trusted(secret);
        Browser browser = office.browsers.trusted(TenantId.DEFAULT, user.user()).get(0);
        assertThat(office.browsers.distrust(user, Uuid7.next())).isFalse();
        assertThat(office.browsers.distrust(user, browser.id())).isTrue();
        assertThatThrownBy(() -> signIn(Optional.empty(), first, false)).isInstanceOf(Problem.class);

        office.clock.pass(STEP);
        Origin second = trusted(secret);
        office.database.act(
                connection -> office.accounts.password(connection, Office.SYSTEM, user.user(), PASSWORD, false));
        assertThatThrownBy(() -> signIn(Optional.empty(), second, false)).isInstanceOf(Problem.class);

        office.clock.pass(STEP);
        Origin third = trusted(secret);
        String next = office.factors.propose(user);
        office.clock.pass(STEP);
        assertThat(office.factors.confirm(user, code(next))).isPresent();
        assertThatThrownBy(() -> signIn(Optional.empty(), third, false)).isInstanceOf(Problem.class);
    }

    @Test
    void a_role_can_demand_it_and_until_then_a_session_may_do_nothing_while_a_program_goes_on() {
        ApiTokens.Made program =
                office.tokens.make(user, Uuid7.next(), "program", Set.of("ticket.read"), Optional.empty());
        office.settings.changed(new Office.Plain() {
            @Override
            public String[] secondFactorRoles() {
                return new String[] {"agent"};
            }
        });

        var session = office.signIn(login, PASSWORD);
        assertThat(office.sessions.principal(session.id()).orElseThrow().permissions())
                .isEmpty();
        assertThat(office.grants.mustEnrol(TenantId.DEFAULT, user.user())).isTrue();
        assertThat(office.tokens
                        .principal("Bearer " + program.secret().orElseThrow())
                        .orElseThrow()
                        .permissions())
                .contains("ticket.read");

        enrol();
        assertThat(office.sessions.principal(session.id()).orElseThrow().permissions())
                .contains("ticket.read");
    }

    @Test
    void an_administrator_takes_it_from_somebody_who_has_lost_it() {
        enrol();

        office.console.resetSecondFactor(login);
        assertThat(office.actions()).contains("security.secondFactor.remove");
        assertThat(office.signIn(login, PASSWORD)).isNotNull();
        assertThat(office.factors.remove(Office.SYSTEM, user.user())).isFalse();
    }

    @Test
    void who_has_shown_long_ago_who_he_is_is_asked_again_and_a_program_is_not() {
        var session = office.signIn(login, PASSWORD);
        Confirmation confirmation = new Confirmation(office.sessions, office.signIn);
        HttpServletRequest page =
                request(new Cookie("live_session", session.token().text()));
        confirmation.require(page, user);

        office.clock.pass(Duration.ofMinutes(16));
        refused(() -> confirmation.require(page, user), 409, "security.confirmation.needed");
        refused(() -> confirmation.confirm(page, user, "wrong"), 400, "request.invalid");
        refused(() -> confirmation.require(page, user), 409, "security.confirmation.needed");
        confirmation.confirm(page, user, PASSWORD);
        confirmation.require(page, user);

        HttpServletRequest program = request();
        confirmation.require(program, user);
        refused(() -> confirmation.session(program), 403, "security.session.needed");
    }

    /** Another node has the session in its memory as it was before. */
    @Test
    void what_was_shown_to_another_node_counts_here_too() {
        Office there = new Office(POSTGRES.dataSource());
        var session = office.signIn(login, PASSWORD);
        assertThat(there.sessions.find(session.token())).isPresent();
        office.clock.pass(Duration.ofMinutes(16));
        there.clock.pass(Duration.ofMinutes(16));
        assertThat(there.sessions.confirmed(TenantId.DEFAULT, session.id())).isFalse();

        office.sessions.confirm(user, session.id());
        assertThat(there.sessions.confirmed(TenantId.DEFAULT, session.id())).isTrue();
    }

    @Test
    void attempts_are_remembered_with_their_outcome_for_a_while() throws Exception {
        office.signIn(login, PASSWORD);
        office.clock.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> office.signIn(login, "wrong")).isInstanceOf(Problem.class);
        String secret = enrol();
        office.clock.pass(Duration.ofMinutes(1));
        refused(Optional.of("000000"), "security.code.wrong");
        signIn(Optional.of(code(secret)), from("198.51.100.7", "another"), false);

        List<Attempt> all = office.browsers.attempts(TenantId.DEFAULT, user.user(), Optional.empty(), 10);
        assertThat(all).extracting(Attempt::outcome).containsExactly("ok", "code", "credentials", "ok");
        assertThat(all).extracting(Attempt::newBrowser).containsExactly(true, false, false, false);
        assertThat(all.get(0).address()).isEqualTo("198.51.100.7");
        assertThat(office.browsers.attempts(
                        TenantId.DEFAULT, user.user(), Optional.of(all.get(1).id()), 1))
                .containsExactly(all.get(2));

        office.clock.pass(Duration.ofDays(90));
        office.sweep();
        assertThat(office.browsers.attempts(TenantId.DEFAULT, user.user(), Optional.empty(), 10))
                .hasSizeLessThan(4);
    }

    @Test
    void a_new_browser_is_told_of_elsewhere_until_the_user_has_looked() {
        var home = office.signIn(login, PASSWORD);
        SignIn.Opened abroad = signIn(Optional.empty(), from("198.51.100.7", "another"), false);
        office.clock.pass(Duration.ofMinutes(1));
        signIn(Optional.empty(), new Origin("203.0.113.9", "newer", Optional.of(abroad.browser())), false);

        var here = office.sessions.live(home.id()).orElseThrow();
        var there = office.sessions.live(abroad.session().id()).orElseThrow();
        assertThat(office.browsers.unseen(here)).extracting(Attempt::address).containsExactly("198.51.100.7");
        assertThat(office.browsers.unseen(there)).isEmpty();
        office.browsers.seen(TenantId.DEFAULT, user.user());
        assertThat(office.browsers.unseen(here)).isEmpty();
    }

    private String enrol() {
        String secret = office.factors.propose(user);
        assertThat(office.factors.confirm(user, code(secret))).isPresent();
        office.clock.pass(STEP);
        return secret;
    }

    private Origin trusted(String secret) {
        SignIn.Opened opened = signIn(Optional.of(code(secret)), Office.HOME, true);
        Origin origin = new Origin("192.0.2.1", "test", Optional.of(opened.browser()));
        assertThat(signIn(Optional.empty(), origin, false)).isNotNull();
        return origin;
    }

    private SignIn.Opened signIn(Optional<String> code, Origin origin, boolean trust) {
        return office.signIn(new Proof(login, PASSWORD, code, trust), origin);
    }

    private void refused(Optional<String> code, String why) {
        assertThatThrownBy(() -> signIn(code, Office.HOME, false)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(401);
            assertThat(problem.code()).isEqualTo(why);
        });
    }

    private static void refused(ThrowingCallable what, int status, String code) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    private static HttpServletRequest request(Cookie... cookies) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SecondFactorIT.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCookies" -> cookies;
                    case "isSecure" -> false;
                    default -> null;
                });
    }

    private static Origin from(String address, String agent) {
        return new Origin(address, agent, Optional.empty());
    }

    private String code(String secret) {
        return new OneTimeCodes().code(decoded(secret), office.clock.instant());
    }

    private static byte[] decoded(String base32) {
        String bits = base32.chars()
                .mapToObj(c -> Integer.toBinaryString(32 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c))
                        .substring(1))
                .reduce("", String::concat);
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }
}
