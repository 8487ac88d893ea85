// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import live.core.QueueId;
import live.core.TeamId;
import live.core.TenantId;
import live.routing.Skill;

/**
 * A queue as configured.
 *
 * @param medium what it is meant for, to show; any medium may wait in it
 * @param priority added to that of each contact
 * @param skills that every contact of it needs
 * @param preferredSkills nice to have: of those who can, those with more of them come first
 * @param preferredAgentSeconds how long a contact waits for the agent it would like
 * @param serviceLevelSeconds within which a contact should be taken; empty = the queue has no target
 * @param strategy by whose name an agent is chosen among those who are free
 * @param teams whose members serve it; empty = everybody with the skills
 * @param rings whom its contacts are offered to beside, the longer they wait or the more they are
 * @param diversion when it is open, and what becomes of contacts that its people do not get to
 * @param maxAttempts how often a customer is tried who is not reached
 * @param active whether its contacts are offered; an inactive queue only collects
 * @param version raised by each change
 */
public record QueueDefinition(
        TenantId tenant,
        QueueId id,
        String name,
        Optional<String> medium,
        int priority,
        List<Skill> skills,
        List<Skill> preferredSkills,
        int offerSeconds,
        int wrapUpSeconds,
        int preferredAgentSeconds,
        OptionalInt serviceLevelSeconds,
        String strategy,
        boolean byTeams,
        List<TeamId> teams,
        List<RingDefinition> rings,
        DiversionDefinition diversion,
        int maxAttempts,
        boolean active,
        long version) {
    public QueueDefinition {
        skills = List.copyOf(skills);
        preferredSkills = List.copyOf(preferredSkills);
        teams = List.copyOf(teams);
        rings = List.copyOf(rings);
    }

    public QueueDefinition diverting(DiversionDefinition other) {
        return new QueueDefinition(
                tenant,
                id,
                name,
                medium,
                priority,
                skills,
                preferredSkills,
                offerSeconds,
                wrapUpSeconds,
                preferredAgentSeconds,
                serviceLevelSeconds,
                strategy,
                byTeams,
                teams,
                rings,
                other,
                maxAttempts,
                active,
                version);
    }
}
