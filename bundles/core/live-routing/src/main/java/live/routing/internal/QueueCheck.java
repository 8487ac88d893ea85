// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import live.core.SkillId;
import live.core.TeamId;
import live.directory.User;
import live.lib.router.Reach;
import live.routing.Skill;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;

/** Looks at a queue before its rules hold: whom it would reach of the people that there are, and when. */
public final class QueueCheck {
    private static final int HIGHEST_LEVEL = 5;

    private final QueueDefinition queue;
    private final Set<TeamId> teams;
    private final List<User> people;
    /** In which ring each of them is first. */
    private final Map<User, Integer> rings;

    private final List<Finding> findings = new ArrayList<>();

    private QueueCheck(QueueDefinition queue, Set<TeamId> teams, List<User> people) {
        this.queue = queue;
        this.teams = teams;
        this.people = people;
        Reach reach = new Reach(Rulebook.rule(queue));
        rings = people.stream().collect(Collectors.toMap(user -> user, user -> reach.ringOf(Rulebook.rule(user))));
    }

    /** @param teams all that there are */
    public static List<Finding> of(QueueDefinition queue, Set<TeamId> teams, List<User> users) {
        QueueCheck check =
                new QueueCheck(queue, teams, users.stream().filter(User::active).toList());
        check.teams("agents.teams", queue.teams());
        check.steps();
        check.reach();
        check.skills();
        check.serviceLevel();
        return check.findings;
    }

    private void error(String code, String field, String message) {
        findings.add(new Finding(Finding.Severity.ERROR, code, field, message));
    }

    private void warn(String code, String field, String message) {
        findings.add(new Finding(Finding.Severity.WARNING, code, field, message));
    }

    private void teams(String field, List<TeamId> named) {
        for (int i = 0; i < named.size(); i++) {
            if (!teams.contains(named.get(i))) {
                error("team.unknown", field + "[" + i + "]", "there is no such team");
            }
        }
    }

    private void steps() {
        int after = 0;
        int waiting = 0;
        Set<TeamId> serving = new HashSet<>(queue.teams());
        Map<SkillId, Integer> lowered = new HashMap<>();
        for (int i = 0; i < queue.rings().size(); i++) {
            RingDefinition ring = queue.rings().get(i);
            String field = "rings[" + i + "]";
            teams(field + ".teams", ring.teams());
            if (ring.afterSeconds() == 0 && ring.waitingContacts() == 0) {
                error("ring.trigger.missing", field, "never opens: it needs a time or a number of contacts");
            }
            later(field + ".afterSeconds", ring.afterSeconds(), after);
            later(field + ".waitingContacts", ring.waitingContacts(), waiting);
            after = Math.max(after, ring.afterSeconds());
            waiting = Math.max(waiting, ring.waitingContacts());
            if (!opensAnything(ring, serving, lowered)) {
                error("ring.opensNothing", field, "opens nothing that was not open before");
            } else {
                people(i, ring, field);
            }
        }
    }

    private void later(String field, int limit, int before) {
        if (limit > 0 && limit <= before) {
            error("ring.order", field, "must be more than in the rings before");
        }
    }

    /**
     * Whether it lowers a level or lets further teams in. Skills that the queue does not demand may be demanded by single
     * contacts.
     */
    private boolean opensAnything(RingDefinition ring, Set<TeamId> serving, Map<SkillId, Integer> lowered) {
        boolean opens = serving.addAll(ring.teams()) && queue.byTeams();
        for (RingDefinition.Enough enough : ring.skills()) {
            int before = lowered.getOrDefault(enough.skill(), HIGHEST_LEVEL);
            opens |= enough.level() < before;
            lowered.merge(enough.skill(), enough.level(), Math::min);
        }
        return opens;
    }

    private void people(int place, RingDefinition ring, String field) {
        if (!queue.byTeams() && !ring.teams().isEmpty()) {
            warn("ring.teams.needless", field + ".teams", "everybody serves the queue already, teams add nobody");
        }
        boolean ofTheQueue = ring.skills().stream().allMatch(enough -> queue.skills().stream()
                .anyMatch(skill -> skill.skill().equals(enough.skill())));
        if (ofTheQueue && !rings.containsValue(place + 1) && reachable()) {
            warn("ring.addsNobody", field, "adds nobody, as people are today");
        }
    }

    private boolean reachable() {
        return rings.values().stream().anyMatch(ring -> ring != Reach.NEVER);
    }

    private void reach() {
        if (!reachable()) {
            warn("queue.unreachable", "agents", "nobody who is active can take its contacts");
        } else if (!rings.containsValue(0)) {
            int first = rings.values().stream()
                    .filter(ring -> ring != Reach.NEVER)
                    .min(Integer::compare)
                    .orElseThrow();
            warn(
                    "queue.firstRing.empty",
                    "agents",
                    "nobody can take its contacts at once; the first who can are in ring " + (first + 1));
        }
    }

    private void skills() {
        for (int i = 0; i < queue.skills().size(); i++) {
            Skill skill = queue.skills().get(i);
            if (people.stream().noneMatch(user -> masters(user, skill))) {
                warn("skill.nobody", "skills[" + i + "]", "nobody who is active has it at this level");
            }
        }
        for (int i = 0; i < queue.preferredSkills().size(); i++) {
            Skill skill = queue.preferredSkills().get(i);
            boolean had = people.stream().anyMatch(user -> serves(user) && masters(user, skill));
            if (!had && reachable()) {
                warn("preferredSkill.nobody", "preferredSkills[" + i + "]", "nobody who serves the queue has it");
            }
        }
    }

    private boolean serves(User user) {
        return rings.getOrDefault(user, Reach.NEVER) != Reach.NEVER;
    }

    private static boolean masters(User user, Skill skill) {
        return user.skills().getOrDefault(skill.skill(), 0) >= skill.level();
    }

    private void serviceLevel() {
        if (queue.serviceLevelSeconds().isEmpty()) {
            return;
        }
        int target = queue.serviceLevelSeconds().getAsInt();
        if (queue.offerSeconds() >= target) {
            warn("offer.longerThanServiceLevel", "offerSeconds", "one offer that is missed misses the service level");
        }
        for (int i = 0; i < queue.rings().size(); i++) {
            RingDefinition ring = queue.rings().get(i);
            if (ring.afterSeconds() >= target && ring.waitingContacts() == 0) {
                warn(
                        "ring.afterServiceLevel",
                        "rings[" + i + "].afterSeconds",
                        "opens when the service level is missed already");
            }
        }
    }
}
