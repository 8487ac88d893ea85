// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import live.lib.router.AgentRule;
import live.lib.router.Input;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Rules;
import live.lib.router.SkillLevel;
import live.lib.router.Strategy;
import live.lib.router.Units;

/**
 * A large contact centre, the same each time: every agent is in 20 queues and has 4 to 15 of 64 skills with levels; half
 * of the queues demand a skill, and of contacts two kinds of three demand one of their own, as long as at least 20 agents
 * are able: what nobody takes would only heap up. Queues take the four strategies in turn.
 */
final class LargeCentre {
    private static final int SKILLS = 64;
    private static final int QUEUES_OF_AN_AGENT = 20;
    private static final int KINDS_IN_A_QUEUE = 3;
    private static final int FEWEST_ABLE = 20;
    private static final int DRAWS = 50;
    private static final String MEDIUM = "chat";

    private final Random random = new Random(8);
    private final List<AgentRule> people = new ArrayList<>();
    private final List<QueueRule> rules = new ArrayList<>();
    /** By kind of contact. */
    private final List<List<SkillLevel>> needs = new ArrayList<>();

    LargeCentre(int agents, int queues) {
        Map<UUID, List<AgentRule>> members = new HashMap<>();
        for (int agent = 0; agent < agents; agent++) {
            AgentRule rule = agentRule(agent, queues);
            people.add(rule);
            rule.groups().forEach(group -> members.computeIfAbsent(group, any -> new ArrayList<>())
                    .add(rule));
        }
        for (int queue = 0; queue < queues; queue++) {
            List<AgentRule> staff = members.getOrDefault(group(queue), List.of());
            List<SkillLevel> demanded = queue % 2 == 0 ? List.of() : need(staff, List.of());
            rules.add(queueRule(queue, demanded));
            for (int kind = 0; kind < KINDS_IN_A_QUEUE; kind++) {
                needs.add(kind == 0 ? List.of() : need(staff, demanded));
            }
        }
    }

    static UUID agent(int number) {
        return new UUID(1, number);
    }

    /** Ids as the product makes them: they begin with the time and are random otherwise. */
    private UUID contact(long at) {
        return new UUID(at << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    /** Rules, queues and agents; everybody is ready in the end. */
    List<Input> opening() {
        List<Input> opening = new ArrayList<>();
        opening.add(new Input.DefineRules(Rules.DEFAULT));
        rules.forEach(rule -> opening.add(new Input.DefineQueue(rule)));
        for (AgentRule rule : people) {
            opening.add(new Input.DefineAgent(rule));
            opening.add(new Input.SignIn(rule.id()));
            opening.add(new Input.SetPresence(rule.id(), true, ""));
        }
        return opening;
    }

    private static UUID group(int queue) {
        return new UUID(3, queue);
    }

    private AgentRule agentRule(int agent, int queues) {
        Set<UUID> groups = new LinkedHashSet<>();
        while (groups.size() < Math.min(QUEUES_OF_AN_AGENT, queues)) {
            groups.add(group(random.nextInt(queues)));
        }
        List<SkillLevel> skills = new ArrayList<>();
        for (int skill = 4 + random.nextInt(12); skill > 0; skill--) {
            skills.add(skill(1 + random.nextInt(5)));
        }
        return new AgentRule(agent(agent), 1, skills, List.copyOf(groups), List.of(new Units(MEDIUM, 1)));
    }

    private static QueueRule queueRule(int queue, List<SkillLevel> demanded) {
        String strategy =
                Strategy.BUILT_IN.get(queue % Strategy.BUILT_IN.size()).name();
        return new QueueRule(new UUID(2, queue), 1, 0, true, List.of(group(queue)), demanded, strategy, 3_600_000, 0);
    }

    /** A skill that enough of these have who have what is demanded; none if none was found. */
    private List<SkillLevel> need(List<AgentRule> members, List<SkillLevel> demanded) {
        for (int draw = 0; draw < DRAWS; draw++) {
            SkillLevel need = skill(1 + random.nextInt(3));
            long able = members.stream()
                    .filter(member ->
                            masters(member, need) && demanded.stream().allMatch(other -> masters(member, other)))
                    .count();
            if (able >= FEWEST_ABLE) {
                return List.of(need);
            }
        }
        return List.of();
    }

    private static boolean masters(AgentRule member, SkillLevel need) {
        return member.skills().stream()
                .anyMatch(had -> had.skill().equals(need.skill()) && had.level() >= need.level());
    }

    private SkillLevel skill(int level) {
        return new SkillLevel("skill-" + random.nextInt(SKILLS), level);
    }

    /** One more contact, of any kind and priority. */
    Input.Submit arrival(long at) {
        int kind = random.nextInt(needs.size());
        return new Input.Submit(Request.of(contact(at), new UUID(2, kind / KINDS_IN_A_QUEUE), MEDIUM, at)
                .withSkills(needs.get(kind))
                .withPriority(random.nextInt(10)));
    }
}
