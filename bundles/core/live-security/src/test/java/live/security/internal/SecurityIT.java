// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import live.core.Principal;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.event.Event;
import live.core.web.Problem;
import live.lib.sql.Sql;
import live.security.EndedSession;
import live.security.SessionEnd;
import live.security.internal.store.Roles;
import live.test.postgres.PostgresServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SecurityIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core", "directory", "security");

    private static int users;

    @TempDir
    private static Path folder;

    private Office office;
    private String login;

    @BeforeEach
    void open() {
        office = new Office(POSTGRES.dataSource());
        office.firstStart(folder);
        login = "user" + users++;
    }

    @Test
    void the_first_start_makes_an_administrator_whose_password_only_the_owner_reads() throws Exception {
        Path file = folder.resolve("admin-password");
        String password = Files.readString(file).strip();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(office.sessions.principal(office.signIn("admin", password).id()))
                .hasValueSatisfying(admin -> assertThat(admin.permissions())
                        .contains("user.write", "module.write", "ticket.read", "agent.supervise"));

        office.firstStart(folder);
        assertThat(Files.readString(file).strip()).isEqualTo(password);
    }

    @Test
    void the_file_with_the_first_password_goes_when_the_administrator_has_another_one() throws Exception {
        FirstPassword first = office.firstStart(folder);
        String password = "first-of-all-passwords";
        first.write(password);
        UserId admin = office.directory
                .userByLogin(TenantId.DEFAULT, "admin")
                .orElseThrow()
                .id();
        password(admin, password);
        Event changed =
                new Event(1, TenantId.DEFAULT, Journal.ACCOUNT_CHANGED, admin.value(), admin, Instant.now(), "{}");

        first.consume(List.of(changed));
        assertThat(first.file()).exists();

        password(admin, "another-of-all-passwords");
        first.consume(List.of(changed));
        assertThat(first.file()).doesNotExist();
    }

    private void password(UserId user, String password) {
        office.database.act(connection -> office.accounts.password(connection, Office.SYSTEM, user, password, false));
    }

    @Test
    void a_wrong_password_and_an_unknown_user_get_the_same_answer_and_are_audited() {
        office.user(login, "correct-horse-1", "agent");

        assertThatThrownBy(() -> office.signIn(login, "wrong")).satisfies(this::wrong);
        assertThatThrownBy(() -> office.signIn("nobody-" + login, "wrong")).satisfies(this::wrong);
        assertThat(office.actions().stream().filter("security.session.refuse"::equals))
                .hasSize(2);
        assertThat(office.audited.toString()).doesNotContain("nobody-" + login);
    }

    @Test
    void a_login_is_taken_in_any_case_and_with_spaces_around_it() {
        office.user(login, "correct-horse-1", "agent");

        assertThat(office.signIn(" " + login.toUpperCase() + " ", "correct-horse-1"))
                .isNotNull();
    }

    @Test
    void too_many_failures_shut_a_login_also_for_the_right_password() {
        office.user(login, "correct-horse-1", "agent");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> office.signIn(login, "wrong")).satisfies(this::wrong);
        }

        assertThatThrownBy(() -> office.signIn(login, "correct-horse-1"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(429);
                    assertThat(problem.retryAfter()).isPresent();
                });
    }

    @Test
    void failures_from_one_address_do_not_shut_a_login_for_another() {
        office.user(login, "correct-horse-1", "agent");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> office.signIn(login, "wrong")).isInstanceOf(Problem.class);
        }

        assertThat(office.signIn(
                        SignIn.Proof.of(login, "correct-horse-1"), new Origin("192.0.2.2", "test", Optional.empty())))
                .isNotNull();
    }

    @Test
    void a_flood_of_refused_attempts_is_audited_once() {
        office.user(login, "correct-horse-1", "agent");
        office.audited.clear();
        for (int i = 0; i < 9; i++) {
            assertThatThrownBy(() -> office.signIn(login, "wrong")).isInstanceOf(Problem.class);
        }

        assertThat(office.audited)
                .filteredOn(entry -> entry.details().contains("attempts"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.action()).isEqualTo("security.session.refuse"));
        assertThat(office.audited).hasSize(4);
    }

    @Test
    void who_is_not_active_cannot_sign_in_and_his_sessions_end() throws Exception {
        Principal user = office.user(login, "correct-horse-1", "agent");
        LiveSessions.Opened opened = office.signIn(login, "correct-horse-1");

        office.database.act(connection -> Sql.on(
                        connection, "update directory.staff set active = false where tenant = ? and id = ?")
                .with(user.tenant().value(), user.user().value())
                .run());
        office.directory.changed();

        assertThat(office.sessions.principal(opened.id())).isEmpty();
        assertThatThrownBy(() -> office.signIn(login, "correct-horse-1")).satisfies(this::wrong);
        office.sweep();
        assertThat(office.heard.ended).contains(opened.id());
        assertThat(office.sessions.find(opened.token())).isEmpty();
    }

    @Test
    void a_session_survives_a_restart_and_its_token_is_stored_nowhere() {
        office.user(login, "correct-horse-1", "agent");
        LiveSessions.Opened opened = office.signIn(login, "correct-horse-1");

        Office restarted = new Office(POSTGRES.dataSource());

        assertThat(restarted.sessions.find(opened.token())).contains(opened.id());
        assertThat(restarted.sessions.principal(opened.id())).isPresent();
        assertThat(restarted.sessions.find(Token.random())).isEmpty();
        String all = office.database.read(connection -> Sql.on(
                        connection,
                        "select coalesce(string_agg(s::text, ' '), '') as all_of_it from security.session s where tenant is not null")
                .first(row -> row.text("all_of_it"))
                .orElse(""));
        assertThat(all)
                .contains(opened.id().toString())
                .doesNotContain(opened.token().text());
    }

    @Test
    void a_session_ends_when_it_was_idle_or_when_its_time_is_over_and_says_which() throws Exception {
        office.user(login, "correct-horse-1", "agent");
        LiveSessions.Opened idle = office.signIn(login, "correct-horse-1");
        LiveSessions.Opened busy = office.signIn(login, "correct-horse-1");

        office.clock.pass(Duration.ofMinutes(50));
        office.sessions.used(busy.id());
        office.clock.pass(Duration.ofMinutes(11));
        assertThat(office.sessions.find(idle.token())).isEmpty();
        assertThat(office.sessions.whyEnded(idle.token())).contains(SessionEnd.IDLE);
        assertThat(office.sessions.principal(busy.id())).isPresent();
        assertThat(office.sessions.whyEnded(busy.token())).isEmpty();
        office.sweep();
        assertThat(office.heard.ended).contains(idle.id()).doesNotContain(busy.id());
        assertThat(office.sessions.whyEnded(idle.token())).contains(SessionEnd.IDLE);
        assertThat(ends(idle)).containsExactly("{\"reason\":\"idle\"}");

        for (int hour = 0; hour < 10; hour++) {
            office.sessions.used(busy.id());
            office.clock.pass(Duration.ofMinutes(55));
        }
        assertThat(office.sessions.principal(busy.id())).isEmpty();
        office.sweep();
        assertThat(office.sessions.whyEnded(busy.token())).contains(SessionEnd.EXPIRED);
        assertThat(ends(busy)).containsExactly("{\"reason\":\"expired\"}");
    }

    private List<String> ends(LiveSessions.Opened session) {
        return office.audited.stream()
                .filter(entry -> entry.action().equals("security.session.end"))
                .filter(entry -> entry.subject().equals("session:" + session.id()))
                .map(AuditEntry::details)
                .toList();
    }

    @Test
    void only_what_its_user_did_keeps_a_session_and_only_from_when_he_did_it() {
        office.user(login, "correct-horse-1", "agent");
        LiveSessions.Opened opened = office.signIn(login, "correct-horse-1");

        office.clock.pass(Duration.ofMinutes(50));
        office.sessions.used(opened.id(), Duration.ofMinutes(20));
        office.sessions.used(opened.id(), Duration.ofMinutes(40));
        office.clock.pass(Duration.ofMinutes(39));
        assertThat(office.sessions.find(opened.token())).contains(opened.id());
        office.clock.pass(Duration.ofMinutes(2));
        assertThat(office.sessions.find(opened.token())).isEmpty();
    }

    @Test
    void who_is_told_of_an_end_hears_whose_it_was_and_whether_another_session_is_left() {
        Principal user = office.user(login, "correct-horse-1", "agent");
        LiveSessions.Opened first = office.signIn(login, "correct-horse-1");
        LiveSessions.Opened second = office.signIn(login, "correct-horse-1");

        office.sessions.end(user, first.id(), SessionEnd.SIGNED_OUT);
        office.sessions.end(user, second.id(), SessionEnd.REVOKED);

        assertThat(office.heard.all)
                .containsExactly(
                        new EndedSession(first.id(), user.tenant(), user.user(), SessionEnd.SIGNED_OUT, false),
                        new EndedSession(second.id(), user.tenant(), user.user(), SessionEnd.REVOKED, true));
    }

    @Test
    void of_too_many_sessions_the_oldest_end() {
        office.user(login, "correct-horse-1", "agent");
        LiveSessions.Opened oldest = office.signIn(login, "correct-horse-1");
        for (int i = 0; i < 20; i++) {
            office.signIn(login, "correct-horse-1");
        }

        assertThat(office.heard.ended).containsExactly(oldest.id());
        assertThat(office.sessions.find(oldest.token())).isEmpty();
    }

    @Test
    void a_new_password_ends_all_sessions_and_has_to_be_changed_before_anything_else() {
        Principal user = office.user(login, "correct-horse-1", "agent");
        LiveSessions.Opened opened = office.signIn(login, "correct-horse-1");

        String password = office.console.resetPassword(login);

        assertThat(office.sessions.find(opened.token())).isEmpty();
        assertThat(office.heard.ended).contains(opened.id());
        assertThatThrownBy(() -> office.signIn(login, "correct-horse-1")).satisfies(this::wrong);
        LiveSessions.Opened again = office.signIn(login, password);
        assertThat(office.sessions.principal(again.id()))
                .hasValueSatisfying(
                        principal -> assertThat(principal.permissions()).isEmpty());

        office.database.change(connection ->
                office.accounts.change(connection, user, user.user(), "my-own-secret", false, Optional.of(again.id())));
        office.grants.forget(user.tenant(), user.user());
        assertThat(office.sessions.principal(again.id()))
                .hasValueSatisfying(
                        principal -> assertThat(principal.may("agent.work")).isTrue());
    }

    @Test
    void who_may_do_less_or_more_than_before_is_told_also_when_he_asked_in_between() {
        office.user(login, "correct-horse-1", "agent");
        LiveSessions.Opened opened = office.signIn(login, "correct-horse-1");
        office.sessions.principal(opened.id());

        office.database.act(connection -> office.accounts.roles(
                connection,
                Office.SYSTEM,
                office.directory
                        .userByLogin(TenantId.DEFAULT, login)
                        .orElseThrow()
                        .id(),
                List.of("supervisor")));
        office.grants.forgetAll();
        assertThat(office.sessions.principal(opened.id()).orElseThrow().may("queue.write"))
                .isTrue();
        office.sessions.recheck();

        assertThat(office.heard.changed).containsExactly(opened.id());
    }

    @Test
    void nobody_gives_what_he_does_not_have() {
        Principal manager = office.user(login, "correct-horse-1", "supervisor");
        Principal admin = office.principal(office.directory
                .userByLogin(TenantId.DEFAULT, "admin")
                .orElseThrow()
                .id());
        Principal other = office.user(login + "b", "correct-horse-1", "agent");

        assertBeyond(() -> office.database.act(
                connection -> office.accounts.roles(connection, manager, other.user(), List.of("admin"))));
        assertBeyond(() -> office.database.act(
                connection -> office.accounts.password(connection, manager, admin.user(), "taken-over-by-me", false)));
        assertBeyond(() -> office.database.act(
                connection -> office.accounts.roles(connection, admin, admin.user(), List.of("agent"))));
        office.database.act(
                connection -> office.accounts.roles(connection, manager, other.user(), List.of("supervisor")));
    }

    @Test
    void a_team_permits_its_members_what_its_roles_permit_and_only_who_may_that_himself_gives_it() {
        Principal manager = office.user(login, "correct-horse-1", "supervisor");
        Principal member = office.user(login + "b", "correct-horse-1");
        TeamId team = office.team(login);
        office.join(member.user(), team);
        assertThat(office.principal(member.user()).permissions()).isEmpty();

        office.database.act(connection -> office.accounts.roles(
                connection, manager, new Holder.OfTeam(team), List.of("agent"), OptionalLong.empty()));
        office.grants.forgetAll();

        assertThat(office.principal(member.user()).may("agent.work")).isTrue();
        assertThat(office.grants.roles(TenantId.DEFAULT, member.user())).containsExactly("agent");
        assertBeyond(() -> office.database.act(connection -> office.accounts.roles(
                connection, manager, new Holder.OfTeam(team), List.of("admin"), OptionalLong.empty())));
        office.database.act(connection -> office.accounts.roles(
                connection, Office.SYSTEM, new Holder.OfTeam(team), List.of("admin"), OptionalLong.empty()));
        assertBeyond(() -> office.database.act(
                connection -> office.accounts.requireAuthority(connection, manager, List.of(team))));
        assertBeyond(() -> office.database.act(
                connection -> office.accounts.requireAuthority(connection, manager, member.user())));

        office.leaveAll(member.user());

        assertThat(office.principal(member.user()).permissions()).isEmpty();
    }

    @Test
    void roles_are_set_by_whoever_has_seen_what_they_were() {
        Principal user = office.user(login, "correct-horse-1", "agent");
        Holder holder = new Holder.OfUser(user.user());
        long seen = office.database.read(connection ->
                Roles.version(connection, user.tenant(), user.user().value()));

        assertThat(set(holder, seen, "supervisor")).isTrue();
        assertThat(set(holder, seen, "agent")).isFalse();

        assertThat(office.grants.roles(user.tenant(), user.user())).containsExactly("supervisor");
        assertThat(set(holder, seen + 1, "agent")).isTrue();
        assertThat(set(new Holder.OfTeam(office.team("Versions " + login)), 1, "agent"))
                .isFalse();
    }

    private boolean set(Holder holder, long version, String role) {
        return office.database.change(connection ->
                office.accounts.roles(connection, Office.SYSTEM, holder, List.of(role), OptionalLong.of(version)));
    }

    @Test
    void an_unknown_role_and_a_weak_password_are_refused() {
        Principal user = office.user(login, "correct-horse-1", "agent");

        assertThatThrownBy(() -> office.console.roles(login, Set.of("emperor")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
        for (String weak : List.of("short", "aaaaaaaaaaaa", "MyPassword1", "x".repeat(201))) {
            assertThatThrownBy(() -> office.database.act(connection ->
                            office.accounts.password(connection, Office.SYSTEM, user.user(), weak, false)))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                            .isEqualTo(400));
        }
    }

    private void wrong(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(401);
            assertThat(problem.code()).isEqualTo("security.credentials.wrong");
        });
    }

    private static void assertBeyond(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                .isEqualTo(403));
    }
}
