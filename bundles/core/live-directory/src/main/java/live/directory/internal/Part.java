// SPDX-License-Identifier: Apache-2.0
package live.directory.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.core.TeamId;
import live.core.UnitId;
import live.core.UserId;
import live.directory.Reach;
import live.directory.User;
import live.directory.internal.store.Groups.Group;

/** The part of the organisation below the units that somebody belongs to or leads. Immutable. */
final class Part implements Reach {
    private final Map<UserId, User> users;
    private final Map<UUID, Group> teams;
    private final Set<TeamId> own;
    private final Set<UUID> below;
    private final Set<UUID> line;

    Part(UserId user, Map<UserId, User> users, Map<UUID, Group> units, Map<UUID, Group> teams) {
        this.users = users;
        this.teams = teams;
        Optional<User> known = Optional.ofNullable(users.get(user));
        own = Set.copyOf(known.map(User::teams).orElse(List.of()));
        Set<UUID> heads = new HashSet<>();
        known.flatMap(User::unit).map(UnitId::value).ifPresent(heads::add);
        units.values().stream()
                .filter(unit -> unit.superior().equals(Optional.of(user.value())))
                .map(Group::id)
                .forEach(heads::add);
        below = new HashSet<>();
        units.keySet().stream()
                .filter(unit -> above(unit, units).stream().anyMatch(heads::contains))
                .forEach(below::add);
        line = new HashSet<>(below);
        heads.forEach(head -> line.addAll(above(head, units)));
    }

    /** The unit itself and those that it is part of. */
    private static Set<UUID> above(UUID unit, Map<UUID, Group> units) {
        Set<UUID> line = new HashSet<>();
        Optional<UUID> at = Optional.of(unit);
        while (at.isPresent() && line.add(at.get())) {
            at = Optional.ofNullable(units.get(at.get())).flatMap(Group::parent);
        }
        return line;
    }

    @Override
    public boolean everything() {
        return false;
    }

    @Override
    public boolean covers(UnitId unit) {
        return below.contains(unit.value());
    }

    @Override
    public boolean covers(UserId user) {
        return Optional.ofNullable(users.get(user))
                .flatMap(User::unit)
                .filter(this::covers)
                .isPresent();
    }

    @Override
    public boolean covers(TeamId team) {
        return unit(team).filter(below::contains).isPresent();
    }

    @Override
    public boolean sees(TeamId team) {
        return own.contains(team) || unit(team).map(line::contains).orElse(true);
    }

    private Optional<UUID> unit(TeamId team) {
        return Optional.ofNullable(teams.get(team.value())).flatMap(Group::parent);
    }
}
