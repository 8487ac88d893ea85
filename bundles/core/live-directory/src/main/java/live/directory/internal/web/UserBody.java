// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.SkillId;
import live.core.TeamId;
import live.core.UnitId;
import live.core.UserId;
import live.directory.User;
import org.jspecify.annotations.Nullable;

/** A user in an answer. */
public record UserBody(
        UserId id,
        String login,
        String name,
        String email,
        String locale,
        Optional<UnitId> unit,
        List<TeamId> teams,
        List<Skilled> skills,
        boolean active,
        long version) {

    /**
     * @param level from 1 (some) to 5 (expert)
     */
    public record Skilled(SkillId skill, int level) {}

    /** A skill in a request. */
    public record Skill(@Nullable UUID skill, @Nullable Integer level) {}

    /**
     * A user in a request.
     *
     * @param roles only when he is made: codes of his roles
     * @param password only when he is made
     * @param mustChangePassword only when he is made: whether he has to choose another one first; he has to, if this is
     *     absent
     */
    public record Wish(
            @Nullable UUID id,
            @Nullable String login,
            @Nullable String name,
            @Nullable String email,
            @Nullable String locale,
            @Nullable UUID unit,
            @Nullable List<UUID> teams,
            @Nullable List<Skill> skills,
            @Nullable Boolean active,
            @Nullable Long version,
            @Nullable List<String> roles,
            @Nullable String password,
            @Nullable Boolean mustChangePassword) {}

    static UserBody of(User user) {
        return new UserBody(
                user.id(),
                user.login(),
                user.name(),
                user.email(),
                user.locale(),
                user.unit(),
                user.teams(),
                user.skills().entrySet().stream()
                        .map(skill -> new Skilled(skill.getKey(), skill.getValue()))
                        .sorted(Comparator.comparing(skilled -> skilled.skill().value()))
                        .toList(),
                user.active(),
                user.version());
    }
}
