// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import live.core.HoursId;
import live.core.Principal;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UnitId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.event.Event;
import live.directory.Hours;
import live.directory.Organisation;
import live.directory.Reach;
import live.directory.User;
import live.directory.internal.CachedDirectory;
import live.directory.internal.store.Groups.Group;
import live.directory.internal.store.Groups.Kind;
import live.test.postgres.PersistenceUnit;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DirectoryIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("directory");

    private DirectoryStore store;
    private CachedDirectory directory;

    /** Each test has an organisation of its own, so that seeing another's data would show. */
    private TenantId tenant;

    @BeforeEach
    void open() {
        tenant = new TenantId(Uuid7.next());
        store = new DirectoryStore(new PersistenceUnit("directory", POSTGRES.dataSource()), () -> "directory");
        directory = new CachedDirectory(store);
    }

    @Test
    void a_user_comes_back_as_he_was_stored() {
        UUID team = add(Kind.TEAM, "First line");
        UUID skill = add(Kind.SKILL, "Billing");
        UUID unit = add(Kind.UNIT, "Graz");
        User anna =
                user("anna", Optional.of(new UnitId(unit)), List.of(new TeamId(team)), Map.of(new SkillId(skill), 4));

        assertThat(added(anna)).isTrue();

        assertThat(store.<Optional<User>>work(work -> work.staff().find(tenant, anna.id())))
                .contains(anna);
        assertThat(store.<Optional<User>>work(work -> work.staff().find(TenantId.DEFAULT, anna.id())))
                .isEmpty();
    }

    @Test
    void a_login_belongs_to_one_user_of_a_tenant() {
        assertThat(added(user("anna"))).isTrue();
        assertThat(added(user("anna"))).isFalse();

        tenant = new TenantId(Uuid7.next());
        assertThat(added(user("anna"))).as("of another tenant").isTrue();
    }

    @Test
    void a_change_from_an_old_version_is_refused() {
        User anna = user("anna");
        added(anna);
        User renamed = new User(
                tenant, anna.id(), "anna", "Anna M.", "", "de", Optional.empty(), List.of(), Map.of(), true, 1);

        assertThat(store.<Boolean>work(work -> work.staff().change(renamed))).isTrue();
        assertThat(store.<Boolean>work(work -> work.staff().change(renamed))).isFalse();
        assertThat(found(anna.id()).version()).isEqualTo(2);
        assertThat(found(anna.id()).name()).isEqualTo("Anna M.");
    }

    @Test
    void of_two_who_change_the_same_user_at_once_one_is_told() {
        User anna = user("anna");
        added(anna);
        User renamed = new User(
                tenant, anna.id(), "anna", "Anna M.", "", "de", Optional.empty(), List.of(), Map.of(), true, 1);

        assertThatThrownBy(() -> store.work(work -> {
                    work.staff().find(tenant, anna.id());
                    assertThat(store.<Boolean>work(other -> other.staff().change(renamed)))
                            .isTrue();
                    return succeeded(work.staff().change(renamed));
                }))
                .isInstanceOf(Late.class);

        assertThat(found(anna.id()).version()).isEqualTo(2);
    }

    @Test
    void opening_hours_come_back_as_they_were_stored_and_are_changed_from_their_newest_version() {
        Hours office = hours("Office", 1, new Hours.Span(540, 1020));
        assertThat(store.<Boolean>work(work -> work.calendars().add(tenant, office)))
                .isTrue();
        assertThat(directory.hours(tenant)).containsExactly(Map.entry(office.id(), office));
        assertThat(directory.hours(TenantId.DEFAULT)).doesNotContainKey(office.id());
        assertThat(store.<Boolean>work(work -> work.calendars().add(tenant, hours("Office", 1))))
                .isFalse();

        Hours closed = new Hours(office.id(), "Closed", office.zone(), List.of(), List.of(), 1);
        assertThat(store.<Boolean>work(work -> work.calendars().change(tenant, closed)))
                .isTrue();
        assertThat(store.<Boolean>work(work -> work.calendars().change(tenant, office)))
                .isFalse();
        directory.changed();
        assertThat(directory.hours(tenant).values())
                .containsExactly(new Hours(office.id(), "Closed", office.zone(), List.of(), List.of(), 2));

        store.act(work -> work.calendars().remove(tenant, office.id()));
        assertThat(store.<Optional<Hours>>work(work -> work.calendars().find(tenant, office.id())))
                .isEmpty();
    }

    private static Hours hours(String name, long version, Hours.Span... spans) {
        return new Hours(
                HoursId.next(),
                name,
                ZoneId.of("Europe/Vienna"),
                Stream.of(spans)
                        .map(span -> new Hours.Weekly(DayOfWeek.MONDAY, span))
                        .toList(),
                List.of(new Hours.Special(LocalDate.parse("2026-12-25"), "Christmas", List.of(spans))),
                version);
    }

    @Test
    void who_leaves_his_team_and_learns_more_is_stored_so() {
        UUID first = add(Kind.TEAM, "First line");
        UUID second = add(Kind.TEAM, "Second line");
        UUID billing = add(Kind.SKILL, "Billing");
        UUID graz = add(Kind.UNIT, "Graz");
        User anna = user(
                "anna", Optional.of(new UnitId(graz)), List.of(new TeamId(first)), Map.of(new SkillId(billing), 1));
        added(anna);
        User moved = new User(
                tenant,
                anna.id(),
                "anna",
                "anna",
                "",
                "en",
                Optional.empty(),
                List.of(new TeamId(second)),
                Map.of(new SkillId(billing), 5),
                false,
                1);

        assertThat(store.<Boolean>work(work -> work.staff().change(moved))).isTrue();

        User found = found(anna.id());
        assertThat(found.teams()).containsExactly(new TeamId(second));
        assertThat(found.skills()).containsExactly(Map.entry(new SkillId(billing), 5));
        assertThat(found.unit()).isEmpty();
        assertThat(found.active()).isFalse();
        assertThat(found.version()).isEqualTo(2);
        assertThat(store.<List<User>>work(work -> work.staff().all(tenant))).containsExactly(found);
    }

    @Test
    void the_same_id_in_two_organisations_is_two_groups() {
        UUID id = add(Kind.UNIT, "Graz");
        TenantId here = tenant;
        tenant = new TenantId(Uuid7.next());
        store.act(work ->
                work.groups().add(tenant, Kind.UNIT, new Group(id, "Wien", 0, Optional.empty(), Optional.empty(), 1)));

        store.act(work -> work.groups().remove(tenant, Kind.UNIT, id));

        assertThat(store.<Optional<Group>>work(work -> work.groups().find(here, Kind.UNIT, id)))
                .map(Group::name)
                .contains("Graz");
    }

    @Test
    void a_group_that_somebody_joined_meanwhile_stays() {
        UUID team = add(Kind.TEAM, "First line");
        added(user("anna", Optional.empty(), List.of(new TeamId(team)), Map.of()));

        assertThatThrownBy(() -> store.work(work -> succeeded(work.groups().remove(tenant, Kind.TEAM, team))))
                .isInstanceOf(Late.class);

        assertThat(uses(Kind.TEAM, team)).containsExactly("user anna");
    }

    @Test
    void search_takes_signs_of_the_pattern_language_literally_and_goes_on_where_a_page_ended() {
        for (String login : List.of("a1", "a2", "a3", "b_1")) {
            added(user(login));
        }

        assertThat(search("a", "", 2)).containsExactly("a1", "a2");
        assertThat(search("a", "a2", 2)).containsExactly("a3");
        assertThat(search("_", "", 9)).containsExactly("b_1");
        assertThat(search("%", "", 9)).isEmpty();
        assertThat(search("A", "", 9)).hasSize(3);
        assertThat(store.<Long>work(work -> work.staff().count(tenant, "a"))).isEqualTo(3);
    }

    @Test
    void what_uses_a_group_is_told_by_name() {
        UUID team = add(Kind.TEAM, "First line");
        UUID skill = add(Kind.SKILL, "Billing");
        UUID unit = add(Kind.UNIT, "Graz");
        added(user("anna", Optional.of(new UnitId(unit)), List.of(new TeamId(team)), Map.of(new SkillId(skill), 1)));
        store.act(work -> work.groups()
                .add(tenant, Kind.UNIT, new Group(Uuid7.next(), "Night", 0, Optional.of(unit), Optional.empty(), 1)));

        assertThat(uses(Kind.TEAM, team)).containsExactly("user anna");
        assertThat(uses(Kind.SKILL, skill)).containsExactly("user anna");
        assertThat(uses(Kind.UNIT, unit)).containsExactlyInAnyOrder("unit Night", "user anna");
    }

    @Test
    void a_unit_is_known_to_stand_above_those_below_it() {
        UUID top = add(Kind.UNIT, "Top");
        UUID middle = Uuid7.next();
        UUID low = Uuid7.next();
        store.act(work -> {
            work.groups().add(tenant, Kind.UNIT, new Group(middle, "Middle", 0, Optional.of(top), Optional.empty(), 1));
            work.groups().add(tenant, Kind.UNIT, new Group(low, "Low", 0, Optional.of(middle), Optional.empty(), 1));
        });

        assertThat(store.<Boolean>work(work -> work.groups().above(tenant, top, low)))
                .isTrue();
        assertThat(store.<Boolean>work(work -> work.groups().above(tenant, low, top)))
                .isFalse();
    }

    @Test
    void the_directory_answers_from_memory_and_reads_anew_when_it_hears_of_a_change() {
        User anna = user("anna");
        added(anna);
        assertThat(directory.userByLogin(tenant, "anna")).contains(anna);

        added(user("bert"));
        assertThat(directory.userByLogin(tenant, "bert")).as("not told yet").isEmpty();
        directory.consume(List.of(new Event(
                1, tenant, "directory.user.changed", anna.id().value(), anna.id(), java.time.Instant.EPOCH, "{}")));
        assertThat(directory.userByLogin(tenant, "bert")).isPresent();
        assertThat(directory.names(tenant, List.of(anna.id(), UserId.next()))).isEqualTo(Map.of(anna.id(), "anna"));
        assertThat(directory.users(TenantId.DEFAULT)).isEmpty();
    }

    @Test
    void somebody_reaches_the_unit_he_belongs_to_those_he_leads_and_all_below_them() {
        UUID top = add(Kind.UNIT, "Top");
        UUID middle = under(top, "Middle");
        UUID low = under(middle, "Low");
        UUID beside = under(top, "Beside");
        UUID team = Uuid7.next();
        UUID loose = add(Kind.TEAM, "Loose");
        store.act(work -> work.groups()
                .add(tenant, Kind.TEAM, new Group(team, "Low team", 0, Optional.of(low), Optional.empty(), 1)));
        User anna = user("anna", Optional.of(new UnitId(low)), List.of(), Map.of());
        User bert = user("bert", Optional.of(new UnitId(beside)), List.of(), Map.of());
        User boss = user("boss");
        List.of(anna, bert, boss).forEach(this::added);
        store.act(work -> {
            Group now = work.groups().find(tenant, Kind.UNIT, middle).orElseThrow();
            work.groups()
                    .change(
                            tenant,
                            Kind.UNIT,
                            new Group(
                                    middle,
                                    "Middle",
                                    0,
                                    Optional.of(top),
                                    Optional.of(boss.id().value()),
                                    now.version()));
        });
        directory.changed();

        Reach superior = reach(boss);
        assertThat(superior.everything()).isFalse();
        assertThat(superior.covers(anna.id())).isTrue();
        assertThat(superior.covers(bert.id())).isFalse();
        assertThat(superior.covers(boss.id())).as("he belongs to no unit").isFalse();
        assertThat(superior.covers(new UnitId(low))).isTrue();
        assertThat(superior.covers(new UnitId(top))).isFalse();
        assertThat(superior.covers(new TeamId(team))).isTrue();
        assertThat(superior.covers(new TeamId(loose))).isFalse();
        assertThat(superior.sees(new TeamId(loose))).isTrue();

        assertThat(reach(bert).sees(new TeamId(team))).isFalse();
        assertThat(reach(anna).sees(new TeamId(team))).isTrue();
        assertThat(directory
                        .reach(new Principal(tenant, bert.id(), "bert", Set.of(Organisation.EVERY_UNIT)))
                        .covers(anna.id()))
                .isTrue();
    }

    private Reach reach(User user) {
        return directory.reach(new Principal(tenant, user.id(), user.name(), Set.of("agent.supervise")));
    }

    private UUID under(UUID parent, String name) {
        UUID id = Uuid7.next();
        store.act(work ->
                work.groups().add(tenant, Kind.UNIT, new Group(id, name, 0, Optional.of(parent), Optional.empty(), 1)));
        return id;
    }

    private User user(String login) {
        return user(login, Optional.empty(), List.of(), Map.of());
    }

    private User user(String login, Optional<UnitId> unit, List<TeamId> teams, Map<SkillId, Integer> skills) {
        return new User(tenant, UserId.next(), login, login, "", "en", unit, teams, skills, true, 1);
    }

    private boolean added(User user) {
        return store.<Boolean>work(work -> work.staff().add(user));
    }

    private User found(UserId id) {
        return store.<Optional<User>>work(work -> work.staff().find(tenant, id)).orElseThrow();
    }

    private List<String> search(String text, String after, int limit) {
        return store.<List<User>>work(work -> work.staff().search(tenant, text, after, limit)).stream()
                .map(User::login)
                .toList();
    }

    private UUID add(Kind kind, String name) {
        UUID id = Uuid7.next();
        store.act(
                work -> work.groups().add(tenant, kind, new Group(id, name, 0, Optional.empty(), Optional.empty(), 1)));
        return id;
    }

    private List<String> uses(Kind kind, UUID id) {
        return store.work(work -> work.groups().uses(tenant, kind, id)).stream()
                .map(use -> use.kind() + " " + use.name())
                .toList();
    }

    private static boolean succeeded(boolean done) {
        if (!done) {
            throw new Late();
        }
        return true;
    }

    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
