// SPDX-License-Identifier: Apache-2.0
package live.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UnitId;
import live.core.UserId;

/**
 * Somebody who works here. An immutable snapshot.
 *
 * @param login what he signs in with, unique per tenant, lower case
 * @param skills what he can do, each at a level from 1 (some) to 5 (expert)
 * @param locale BCP 47 tag of the language that he works in
 * @param active whether he may sign in and get work
 */
public record User(
        TenantId tenant,
        UserId id,
        String login,
        String name,
        String email,
        String locale,
        Optional<UnitId> unit,
        List<TeamId> teams,
        Map<SkillId, Integer> skills,
        boolean active,
        long version) {}
