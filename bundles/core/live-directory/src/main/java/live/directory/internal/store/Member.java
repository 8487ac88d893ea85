// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.persistence.CollectionTable;
import javax.persistence.Column;
import javax.persistence.ElementCollection;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.JoinColumn;
import javax.persistence.MapKeyColumn;
import javax.persistence.Table;
import javax.persistence.Version;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UnitId;
import live.core.UserId;
import live.directory.User;
import org.eclipse.persistence.annotations.BatchFetch;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.eclipse.persistence.annotations.Convert;
import org.eclipse.persistence.annotations.MapKeyConvert;
import org.jspecify.annotations.Nullable;

/** A user's row, with his teams and skills. */
@Entity
@IdClass(Key.class)
@Table(schema = "directory", name = "staff")
public class Member {
    @Id
    @Convert(UuidConverter.NAME)
    UUID tenant;

    @Id
    @Convert(UuidConverter.NAME)
    UUID id;

    String login;
    String name;
    String email;
    String locale;

    @Convert(UuidConverter.NAME)
    @Nullable
    UUID unit;

    boolean active;

    @Version
    long version;

    @ElementCollection
    @CollectionTable(
            schema = "directory",
            name = "staff_team",
            joinColumns = {
                @JoinColumn(name = "tenant", referencedColumnName = "tenant"),
                @JoinColumn(name = "staff", referencedColumnName = "id")
            })
    @Column(name = "team")
    @Convert(UuidConverter.NAME)
    @BatchFetch(BatchFetchType.EXISTS)
    Set<UUID> teams = new HashSet<>();

    @ElementCollection
    @CollectionTable(
            schema = "directory",
            name = "staff_skill",
            joinColumns = {
                @JoinColumn(name = "tenant", referencedColumnName = "tenant"),
                @JoinColumn(name = "staff", referencedColumnName = "id")
            })
    @MapKeyColumn(name = "skill")
    @MapKeyConvert(UuidConverter.NAME)
    @Column(name = "level")
    @BatchFetch(BatchFetchType.EXISTS)
    Map<UUID, Integer> skills = new HashMap<>();

    /** For JPA, which fills the rest. */
    @SuppressWarnings("NullAway.Init")
    protected Member() {}

    static Member of(User user) {
        Member member = new Member();
        member.tenant = user.tenant().value();
        member.id = user.id().value();
        member.take(user);
        return member;
    }

    /** Takes over all that may change. */
    final void take(User user) {
        login = user.login();
        name = user.name();
        email = user.email();
        locale = user.locale();
        unit = user.unit().map(UnitId::value).orElse(null);
        active = user.active();
        Set<UUID> wanted = user.teams().stream().map(TeamId::value).collect(toSet());
        teams.retainAll(wanted);
        teams.addAll(wanted);
        Map<UUID, Integer> levels = user.skills().entrySet().stream()
                .collect(toMap(skill -> skill.getKey().value(), Map.Entry::getValue));
        skills.keySet().retainAll(levels.keySet());
        skills.putAll(levels);
    }

    final User user() {
        return new User(
                new TenantId(tenant),
                new UserId(id),
                login,
                name,
                email,
                locale,
                Optional.ofNullable(unit).map(UnitId::new),
                teams.stream().sorted().map(TeamId::new).toList(),
                skills.entrySet().stream().collect(toMap(skill -> new SkillId(skill.getKey()), Map.Entry::getValue)),
                active,
                version);
    }
}
