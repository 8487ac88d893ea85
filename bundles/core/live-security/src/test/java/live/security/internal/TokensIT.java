// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.core.Principal;
import live.core.Uuid7;
import live.core.health.Health;
import live.core.web.Problem;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TokensIT {
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
    void a_token_may_do_no_more_than_it_says_and_no_more_than_its_user() {
        Principal user = office.user(login, "correct-horse-1", "supervisor");
        String secret = office.console.makeToken(login, "ci", Set.of("user.read", "queue.write"), 0);
        String header = "Bearer " + secret;

        assertThat(office.tokens.principal(header)).hasValueSatisfying(principal -> assertThat(principal.permissions())
                .containsOnly("user.read", "queue.write"));
        office.console.roles(login, Set.of("agent"));
        assertThat(office.tokens.principal(header)).hasValueSatisfying(principal -> assertThat(principal.permissions())
                .containsOnly("user.read"));
        assertThat(office.tokens.principal("Bearer live_" + Token.random().text()))
                .isEmpty();
        assertThat(office.tokens.principal("Basic " + secret)).isEmpty();

        assertThat(office.actions().stream().filter("security.token.use"::equals))
                .hasSize(1);
        office.console.revokeToken(office.tokens.all(user.tenant()).get(0).id());
        assertThat(office.tokens.principal(header)).isEmpty();
    }

    @Test
    void a_token_of_the_shell_ends_after_its_days() {
        office.user(login, "correct-horse-1", "agent");
        String header = "Bearer " + office.console.makeToken(login, "ci", Set.of("user.read"), 30);

        office.clock.pass(Duration.ofDays(29));
        assertThat(office.tokens.principal(header)).isPresent();
        office.clock.pass(Duration.ofDays(1));
        assertThat(office.tokens.principal(header)).isEmpty();
        assertThatThrownBy(() -> office.console.makeToken(login, "ci", Set.of("user.read"), -1))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> office.console.makeToken(login, "ci", Set.of("user.read"), 367))
                .isInstanceOf(Problem.class);
    }

    @Test
    void a_token_ends_at_its_time() {
        Principal user = office.user(login, "correct-horse-1", "agent");
        ApiTokens.Made made = office.tokens.make(
                user,
                Uuid7.next(),
                "short",
                Set.of("user.read"),
                Optional.of(office.clock.instant().plusSeconds(60)));

        assertThat(office.tokens.principal("Bearer " + made.secret().orElseThrow()))
                .isPresent();
        office.clock.pass(Duration.ofSeconds(60));
        assertThat(office.tokens.principal("Bearer " + made.secret().orElseThrow()))
                .isEmpty();
    }

    @Test
    void who_asks_again_gets_the_same_token_and_never_its_secret() {
        Principal user = office.user(login, "correct-horse-1", "agent");
        Principal other = office.user(login + "-other", "correct-horse-1", "agent");
        UUID id = Uuid7.next();
        ApiTokens.Made made = make(user, id, "ci", Optional.empty());

        ApiTokens.Made again = make(user, id, "ci", Optional.empty());

        assertThat(again.secret()).isEmpty();
        assertThat(again.token().expiresAt()).isEqualTo(made.token().expiresAt());
        assertThat(office.tokens.principal("Bearer " + made.secret().orElseThrow()))
                .isPresent();
        assertThatThrownBy(() -> make(user, id, "another", Optional.empty())).satisfies(this::taken);
        assertThatThrownBy(() -> make(other, id, "ci", Optional.empty())).satisfies(this::taken);
        assertThat(office.audited.stream()
                        .filter(entry -> entry.action().equals("security.token.create"))
                        .filter(entry -> entry.subject().equals("token:" + id)))
                .hasSize(1);
    }

    @Test
    void a_token_ends_after_ninety_days_and_never_later_than_after_a_year() {
        Principal user = office.user(login, "correct-horse-1", "agent");
        Instant now = office.clock.instant();

        assertThat(make(user, Uuid7.next(), "usual", Optional.empty()).token().expiresAt())
                .isEqualTo(now.plus(Duration.ofDays(90)));
        assertThat(make(user, Uuid7.next(), "long", Optional.of(now.plus(Duration.ofDays(366))))
                        .token()
                        .expiresAt())
                .isEqualTo(now.plus(Duration.ofDays(366)));
        assertThatThrownBy(() -> make(user, Uuid7.next(), "longer", Optional.of(now.plus(Duration.ofDays(367)))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
        assertThatThrownBy(() -> make(user, Uuid7.next(), "past", Optional.of(now)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void health_says_when_a_token_in_use_is_about_to_end() throws Exception {
        Principal user = office.user(login, "correct-horse-1", "agent");
        // Far from the others of this class.
        office.clock.pass(Duration.ofDays(5_000));
        TokenHealth health = new TokenHealth(office.tokens);
        make(user, Uuid7.next(), "unused", Optional.of(office.clock.instant().plus(Duration.ofDays(20))));
        ApiTokens.Made used = make(
                user, Uuid7.next(), "used", Optional.of(office.clock.instant().plus(Duration.ofDays(20))));
        office.tokens.principal("Bearer " + used.secret().orElseThrow());
        office.sweep();
        assertThat(health.check()).isEqualTo(Health.OK);

        office.clock.pass(Duration.ofDays(7));
        office.sweep();
        assertThat(health.check().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(health.check().message()).contains("14 days: 1.");

        office.console.revokeToken(used.token().id());
        office.sweep();
        assertThat(health.check()).isEqualTo(Health.OK);
    }

    private ApiTokens.Made make(Principal user, UUID id, String name, Optional<Instant> end) {
        return office.tokens.make(user, id, name, Set.of("user.read"), end);
    }

    private void taken(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(409);
            assertThat(problem.code()).isEqualTo("security.token.exists");
        });
    }
}
