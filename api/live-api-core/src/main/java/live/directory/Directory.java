// SPDX-License-Identifier: Apache-2.0
package live.directory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.HoursId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;

/**
 * Looks people up. Thread-safe; answers from memory where it can. Its changes are events of type {@code
 * directory.*.changed}.
 */
public interface Directory {
    Optional<User> user(TenantId tenant, UserId user);

    Optional<User> userByLogin(TenantId tenant, String login);

    /** Display names of users; those that do not exist are missing in the answer. */
    Map<UserId, String> names(TenantId tenant, Collection<UserId> users);

    List<User> users(TenantId tenant);

    /** Names of all teams. */
    Map<TeamId, String> teams(TenantId tenant);

    /** Names of all skills. */
    Map<SkillId, String> skills(TenantId tenant);

    /** All opening hours. */
    Map<HoursId, Hours> hours(TenantId tenant);

    /**
     * Calls back after each change, on this node or another. What is asked of the directory from then on knows the
     * change, while a consumer of its events may be told before the directory itself. The call must not block.
     *
     * @return ends the watch when closed
     */
    Watch watch(Runnable changed);

    /** What ends when it is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
