// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.core.TenantId;
import live.lib.router.AgentRule;
import live.lib.router.Decision;
import live.lib.router.simulation.Shift;
import live.routing.internal.store.Journal;

/** When agents were ready, as the journal tells of it. Not thread-safe. */
final class RecordedShifts {
    private static final int BATCHES_AT_ONCE = 500;
    /** Whoever is at work when the stretch begins came at most so long before. */
    private static final long BEFORE = 16 * 3_600_000L;

    private final Map<UUID, AgentRule> people;
    private final long from;
    private final long until;
    private final List<Shift> shifts = new ArrayList<>();
    private final Map<UUID, Long> readySince = new HashMap<>();

    private RecordedShifts(List<AgentRule> people, long from, long until) {
        this.people = people.stream().collect(Collectors.toMap(AgentRule::id, Function.identity()));
        this.from = from;
        this.until = until;
    }

    /** When these people could be offered something between two times. */
    static List<Shift> between(Journal journal, TenantId tenant, long from, long until, List<AgentRule> people) {
        RecordedShifts recorded = new RecordedShifts(people, from, until);
        recorded.read(journal, tenant);
        return recorded.shifts;
    }

    private void read(Journal journal, TenantId tenant) {
        Instant since = Instant.ofEpochMilli(from - BEFORE);
        long sequence = 0;
        long now = from;
        List<Journal.Batch> batches;
        do {
            batches = journal.written(tenant, since, sequence, BATCHES_AT_ONCE);
            for (Journal.Batch batch : batches) {
                for (Recorded entry : Recorded.read(batch)) {
                    now = entry.entry().at();
                    if (now < until) {
                        follow(entry, now);
                    }
                }
                sequence = batch.last();
            }
        } while (batches.size() == BATCHES_AT_ONCE && now < until);
        List.copyOf(readySince.keySet()).forEach(agent -> ends(agent, until));
    }

    private void follow(Recorded entry, long now) {
        for (Recorded.Decided decided : entry.decisions()) {
            if (decided.decision() instanceof Decision.AgentChanged agent && people.containsKey(agent.agent())) {
                if (agent.signedIn() && agent.reachable() && agent.ready()) {
                    readySince.putIfAbsent(agent.agent(), now);
                } else {
                    ends(agent.agent(), now);
                }
            }
        }
    }

    private void ends(UUID agent, long now) {
        Long since = readySince.remove(agent);
        AgentRule rule = people.get(agent);
        if (rule != null && since != null && now > from) {
            shifts.add(new Shift(rule, Math.max(since, from), Math.min(now, until)));
        }
    }
}
