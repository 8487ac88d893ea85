// SPDX-License-Identifier: Apache-2.0
package live.directory.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import live.core.HoursId;
import live.core.Principal;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.directory.Directory;
import live.directory.Hours;
import live.directory.Organisation;
import live.directory.Reach;
import live.directory.User;
import live.directory.internal.store.DirectoryStore;
import live.directory.internal.store.Groups;
import live.lib.sql.DatabaseException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A tenant's people in memory, read anew after a change. While the database is away it answers what it knew before.
 */
@Component(service = {Directory.class, Organisation.class, CachedDirectory.class, EventConsumer.class})
public final class CachedDirectory implements Directory, Organisation, EventConsumer {
    private final DirectoryStore store;
    private final Map<TenantId, Picture> pictures = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /**
     * @param generation how many changes were known before it was read
     */
    private record Picture(
            long generation,
            Map<UserId, User> users,
            Map<String, User> logins,
            Map<TeamId, String> teams,
            Map<SkillId, String> skills,
            Map<HoursId, Hours> hours,
            Map<UUID, Groups.Group> unitsById,
            Map<UUID, Groups.Group> teamsById) {}

    @Activate
    public CachedDirectory(@Reference DirectoryStore store) {
        this.store = store;
    }

    @Override
    public Optional<User> user(TenantId tenant, UserId user) {
        return Optional.ofNullable(picture(tenant).users().get(user));
    }

    @Override
    public Optional<User> userByLogin(TenantId tenant, String login) {
        return Optional.ofNullable(picture(tenant).logins().get(login));
    }

    @Override
    public Map<UserId, String> names(TenantId tenant, Collection<UserId> users) {
        Map<UserId, User> all = picture(tenant).users();
        Map<UserId, String> names = new HashMap<>();
        for (UserId id : users) {
            User user = all.get(id);
            if (user != null) {
                names.put(id, user.name());
            }
        }
        return names;
    }

    @Override
    public List<User> users(TenantId tenant) {
        return List.copyOf(picture(tenant).users().values());
    }

    @Override
    public Map<TeamId, String> teams(TenantId tenant) {
        return picture(tenant).teams();
    }

    @Override
    public Map<SkillId, String> skills(TenantId tenant) {
        return picture(tenant).skills();
    }

    @Override
    public Map<HoursId, Hours> hours(TenantId tenant) {
        return picture(tenant).hours();
    }

    @Override
    public Reach reach(Principal principal) {
        if (principal.isSystem() || principal.may(EVERY_UNIT)) {
            return Reach.EVERYTHING;
        }
        Picture now = picture(principal.tenant());
        return new Part(principal.user(), now.users(), now.unitsById(), now.teamsById());
    }

    @Override
    public Watch watch(Runnable changed) {
        // A watcher is told once for each of its watches, and only its own watch ends it.
        Runnable watcher = changed::run;
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public String name() {
        return "directory.memory";
    }

    @Override
    public boolean everyNode() {
        return true;
    }

    @Override
    public void consume(List<Event> events) {
        if (events.stream().anyMatch(event -> event.type().startsWith("directory."))) {
            changed();
        }
    }

    /** Something was committed: what is in memory is old. */
    public void changed() {
        generation.incrementAndGet();
        watchers.forEach(Runnable::run);
    }

    private Picture picture(TenantId tenant) {
        Picture picture = pictures.get(tenant);
        if (picture != null && picture.generation() == generation.get()) {
            return picture;
        }
        try {
            return read(tenant);
        } catch (DatabaseException e) {
            if (picture == null) {
                throw e;
            }
            return picture;
        }
    }

    /** One reader at a time: the others get what he has read. */
    private synchronized Picture read(TenantId tenant) {
        Picture known = pictures.get(tenant);
        long now = generation.get();
        if (known != null && known.generation() == now) {
            return known;
        }
        Picture fresh = store.work(work -> {
            Map<UserId, User> users = new HashMap<>();
            Map<String, User> logins = new HashMap<>();
            for (User user : work.staff().all(tenant)) {
                users.put(user.id(), user);
                logins.put(user.login(), user);
            }
            Map<TeamId, String> teams = new HashMap<>();
            Map<UUID, Groups.Group> teamsById = new HashMap<>();
            for (Groups.Group team : work.groups().all(tenant, Groups.Kind.TEAM)) {
                teams.put(new TeamId(team.id()), team.name());
                teamsById.put(team.id(), team);
            }
            Map<UUID, Groups.Group> unitsById = new HashMap<>();
            for (Groups.Group unit : work.groups().all(tenant, Groups.Kind.UNIT)) {
                unitsById.put(unit.id(), unit);
            }
            Map<SkillId, String> skills = new HashMap<>();
            for (Groups.Group skill : work.groups().all(tenant, Groups.Kind.SKILL)) {
                skills.put(new SkillId(skill.id()), skill.name());
            }
            Map<HoursId, Hours> hours = new HashMap<>();
            work.calendars().all(tenant).forEach(each -> hours.put(each.id(), each));
            return new Picture(
                    now, users, logins, Map.copyOf(teams), Map.copyOf(skills), Map.copyOf(hours), unitsById, teamsById);
        });
        pictures.put(tenant, fresh);
        return fresh;
    }
}
