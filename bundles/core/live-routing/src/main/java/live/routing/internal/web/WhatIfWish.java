// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.core.LiveException;
import live.core.SkillId;
import live.core.Uuid7;
import live.core.web.Checks;
import live.lib.router.AgentRule;
import live.lib.router.QueueRule;
import live.lib.router.SkillLevel;
import live.lib.router.Units;
import live.lib.router.simulation.Shift;
import live.lib.router.simulation.Stream;
import live.lib.router.simulation.Turn;
import live.routing.internal.Rulebook;
import live.routing.internal.WhatIf;
import org.jspecify.annotations.Nullable;

/**
 * A what-if question as JSON. What it does not say of people and rules is as it is today.
 *
 * @param id by which it may be taken back
 * @param roster {@code everybody} is at work the whole time, {@code recorded}: whoever was ready then, and when; missing =
 *     everybody, unless people are given
 * @param without who is left out of the roster
 * @param skilled who has other skills than today
 * @param people who is at work beside the roster
 * @param targetSeconds for all queues; missing = each has its own
 */
public record WhatIfWish(
        @Nullable UUID id,
        @Nullable Instant from,
        @Nullable Integer intervalMinutes,
        @Nullable Integer intervals,
        @Nullable List<StreamWish> streams,
        @Nullable PastWish past,
        @Nullable String roster,
        @Nullable List<UUID> without,
        @Nullable List<SkilledWish> skilled,
        @Nullable List<PeopleWish> people,
        @Nullable List<QueueWish> queues,
        @Nullable Integer targetSeconds,
        @Nullable Integer answerSeconds,
        @Nullable Integer runs) {
    private static final int MOST_INTERVALS = 400;
    private static final int MOST_PEOPLE = 5_000;
    private static final int MOST_EXPECTED = 1_000_000;
    private static final String EVERYBODY = "everybody";
    private static final String RECORDED = "recorded";
    private static final int DAY = 24 * 3_600;
    private static final Duration FARTHEST = Duration.ofDays(36_525);
    /** Of all queues together: more than enough for opening and closing some times on each of so many days. */
    private static final int MOST_TURNS = 100_000;

    /** Contacts of one kind; {@code expected} holds how many come in each interval on average. */
    public record StreamWish(
            @Nullable UUID queue,
            @Nullable String medium,
            @Nullable List<QueueBody.SkillBody> skills,
            @Nullable Integer priority,
            @Nullable List<Double> expected,
            @Nullable Integer handlingSeconds,
            @Nullable Integer patienceSeconds) {}

    /** @param volume 1 = as many as came then */
    public record PastWish(@Nullable Double volume) {}

    /** Somebody whose skills are others. */
    public record SkilledWish(@Nullable UUID agent, @Nullable List<QueueBody.SkillBody> skills) {}

    /** Somebody who is known, or so many who are not, and when they are at work: the whole time unless told. */
    public record PeopleWish(
            @Nullable UUID agent,
            @Nullable Integer count,
            @Nullable List<QueueBody.SkillBody> skills,
            @Nullable List<UUID> teams,
            @Nullable Map<String, Integer> capacity,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /**
     * The question in the engine's words.
     *
     * @param book what is configured, with the queues whose rules shall be others
     * @param known the skills that there are
     * @throws live.core.web.Problem 400 with everything that is wrong
     * @throws LiveException {@link WhatIf#TOO_LARGE}
     */
    WhatIf.Question question(Rulebook book, Map<UUID, Long> targets, Map<SkillId, String> known, Instant now) {
        Checks checks = new Checks();
        long interval = 60_000L * checks.number("intervalMinutes", intervalMinutes, 1, DAY / 60, 30);
        int count = checks.number("intervals", intervals, 1, MOST_INTERVALS, expectedIntervals());
        long begin = begin(checks, now, interval * count);
        checks.that(
                (streams == null || streams.isEmpty()) != (past == null),
                "streams",
                "field.choice",
                "either streams or past must be given");
        Map<UUID, QueueRule> rules = new LinkedHashMap<>();
        book.queues().forEach(queue -> rules.put(queue.id(), queue));
        WhatIf.Source source = past == null
                ? new WhatIf.Expected(streams(checks, count, rules, known))
                : new WhatIf.Past(volume(checks, past));
        Map<UUID, AgentRule> agents = agents(checks, book, known);
        List<AgentRule> staff = staff(checks, agents);
        List<Shift> shifts = shifts(checks, agents, known, begin, begin + interval * count);
        boolean recorded = RECORDED.equals(roster);
        if (!recorded) {
            staff.forEach(agent -> shifts.add(new Shift(agent, begin, begin + interval * count)));
        }
        long answer = 1_000L * checks.number("answerSeconds", answerSeconds, 0, 600, 3);
        int played = checks.number("runs", runs, 1, 100, 10);
        long target = 1_000L * checks.number("targetSeconds", targetSeconds, 0, 30 * DAY, 20);
        Map<UUID, Long> wanted = new HashMap<>(targets);
        if (targetSeconds != null) {
            rules.keySet().forEach(queue -> wanted.put(queue, target));
        }
        checks.done();
        return new WhatIf.Question(
                begin,
                interval,
                count,
                book.rules(),
                book.queues(),
                turns(book, begin, begin + interval * count),
                shifts,
                recorded ? staff : List.of(),
                source,
                answer,
                wanted,
                played);
    }

    private long begin(Checks checks, Instant now, long length) {
        Instant begin = from == null ? past == null ? now : now.minusMillis(length) : from;
        boolean near = Duration.between(now, begin).abs().compareTo(FARTHEST) <= 0;
        checks.that(near, "from", "field.range", "must not be more than " + FARTHEST.toDays() + " days away");
        return (near ? begin : now).toEpochMilli();
    }

    private static List<Turn> turns(Rulebook book, long begin, long end) {
        List<Turn> turns = book.turns(Instant.ofEpochMilli(begin), Instant.ofEpochMilli(end), MOST_TURNS);
        if (turns.size() > MOST_TURNS) {
            throw new LiveException(
                    WhatIf.TOO_LARGE,
                    "Queues open and close too often for one question: ask for a shorter time. At most " + MOST_TURNS
                            + " times in all.");
        }
        return turns;
    }

    private int expectedIntervals() {
        return streams == null
                ? 48
                : streams.stream()
                        .filter(stream -> stream != null && stream.expected() != null)
                        .mapToInt(stream -> stream.expected().size())
                        .max()
                        .orElse(48);
    }

    private static double volume(Checks checks, PastWish past) {
        double volume = past.volume() == null ? 1 : past.volume();
        checks.that(volume > 0 && volume <= 100, "past.volume", "field.range", "must be above 0, at most 100");
        return volume;
    }

    private List<Stream> streams(Checks checks, int count, Map<UUID, QueueRule> queues, Map<SkillId, String> known) {
        List<Stream> all = new ArrayList<>();
        int place = 0;
        for (StreamWish wish : checks.<StreamWish>list("streams", streams, 200)) {
            String field = "streams[" + place++ + "].";
            checks.that(
                    wish.queue() != null && queues.containsKey(wish.queue()),
                    field + "queue",
                    "routing.queue.unknown",
                    "there is no such queue");
            List<Double> expected = checks.list(field + "expected", wish.expected(), count);
            checks.that(!expected.isEmpty(), field + "expected", "field.missing", "must be given");
            checks.that(
                    expected.stream().allMatch(each -> each >= 0 && each <= MOST_EXPECTED),
                    field + "expected",
                    "field.range",
                    "must be from 0 to " + MOST_EXPECTED);
            String medium =
                    checks.textIfAny(field + "medium", wish.medium(), 50).orElse("call");
            List<SkillLevel> skills = skills(checks, field + "skills", wish.skills(), known);
            int priority = checks.number(field + "priority", wish.priority(), 0, 9, 5);
            checks.that(wish.handlingSeconds() != null, field + "handlingSeconds", "field.missing", "must be given");
            int handling = checks.number(field + "handlingSeconds", wish.handlingSeconds(), 1, 7 * DAY, 1);
            int patience = checks.number(field + "patienceSeconds", wish.patienceSeconds(), 1, 30 * DAY, 1);
            if (checks.fine() && wish.queue() != null) {
                all.add(new Stream(
                        wish.queue(),
                        medium,
                        skills,
                        priority,
                        expected,
                        handling * 1_000L,
                        wish.patienceSeconds() == null ? Long.MAX_VALUE : patience * 1_000L));
            }
        }
        return all;
    }

    private Map<UUID, AgentRule> agents(Checks checks, Rulebook book, Map<SkillId, String> known) {
        Map<UUID, AgentRule> agents = new LinkedHashMap<>();
        book.agents().forEach(agent -> agents.put(agent.id(), agent));
        int place = 0;
        for (SkilledWish wish : checks.<SkilledWish>list("skilled", skilled, MOST_PEOPLE)) {
            String field = "skilled[" + place++ + "].";
            AgentRule before = wish.agent() == null ? null : agents.get(wish.agent());
            List<SkillLevel> skills = skills(checks, field + "skills", wish.skills(), known);
            if (before == null) {
                checks.wrong(field + "agent", "user.unknown", "there is no such agent");
            } else {
                agents.put(
                        before.id(),
                        new AgentRule(before.id(), before.version(), skills, before.groups(), before.capacity()));
            }
        }
        return agents;
    }

    private List<AgentRule> staff(Checks checks, Map<UUID, AgentRule> agents) {
        checks.that(
                roster == null || roster.equals(EVERYBODY) || roster.equals(RECORDED),
                "roster",
                "field.choice",
                "must be " + EVERYBODY + " or " + RECORDED);
        List<UUID> absent = checks.list("without", without, MOST_PEOPLE);
        if (roster == null && people != null) {
            return List.of();
        }
        return agents.values().stream()
                .filter(agent -> !absent.contains(agent.id()))
                .toList();
    }

    private List<Shift> shifts(
            Checks checks, Map<UUID, AgentRule> agents, Map<SkillId, String> known, long begin, long end) {
        List<Shift> shifts = new ArrayList<>();
        int place = 0;
        int all = 0;
        for (PeopleWish wish : checks.<PeopleWish>list("people", people, MOST_PEOPLE)) {
            String field = "people[" + place++ + "].";
            checks.that(
                    wish.from() == null || wish.until() == null || !wish.until().isBefore(wish.from()),
                    field + "until",
                    "field.range",
                    "must not be before the beginning");
            long starts = within(wish.from(), begin, begin, end);
            long ends = within(wish.until(), end, begin, end);
            List<AgentRule> some = wish.agent() == null
                    ? strangers(checks, field, wish, known)
                    : known(checks, field, wish.agent(), agents);
            if (starts < ends) {
                some.forEach(agent -> shifts.add(new Shift(agent, starts, ends)));
            }
            all += some.size();
            checks.that(all <= MOST_PEOPLE, "people", "field.long", "must not be more than " + MOST_PEOPLE);
            if (!checks.fine()) {
                break;
            }
        }
        return shifts;
    }

    /** What lies before or after what is played counts as its beginning or its end. */
    private static long within(@Nullable Instant wish, long usual, long begin, long end) {
        if (wish == null) {
            return usual;
        }
        if (wish.isBefore(Instant.ofEpochMilli(begin))) {
            return begin;
        }
        return wish.isAfter(Instant.ofEpochMilli(end)) ? end : wish.toEpochMilli();
    }

    private static List<AgentRule> known(Checks checks, String field, UUID agent, Map<UUID, AgentRule> agents) {
        AgentRule rule = agents.get(agent);
        checks.that(rule != null, field + "agent", "user.unknown", "there is no such agent");
        return rule == null ? List.of() : List.of(rule);
    }

    private static List<AgentRule> strangers(Checks checks, String field, PeopleWish wish, Map<SkillId, String> known) {
        int count = checks.number(field + "count", wish.count(), 1, MOST_PEOPLE, 1);
        List<SkillLevel> skills = skills(checks, field + "skills", wish.skills(), known);
        List<UUID> teams = checks.list(field + "teams", wish.teams(), 200);
        List<Units> capacity = capacity(checks, field + "capacity.", wish.capacity());
        List<AgentRule> agents = new ArrayList<>();
        for (int i = 0; checks.fine() && i < count; i++) {
            agents.add(new AgentRule(Uuid7.next(), 1, skills, teams, capacity));
        }
        return agents;
    }

    private static List<Units> capacity(Checks checks, String field, @Nullable Map<String, Integer> wish) {
        if (wish == null) {
            return List.of(new Units(Units.OTHERS, 1));
        }
        List<Units> capacity = new ArrayList<>();
        wish.forEach((medium, units) -> {
            String name = checks.text(field + medium, medium, 50);
            int number = checks.number(field + medium, units, 0, 1_000, 1);
            if (checks.fine()) {
                capacity.add(new Units(name, number));
            }
        });
        checks.that(capacity.size() <= 50, field, "field.long", "must not hold more than 50");
        return capacity;
    }

    private static List<SkillLevel> skills(
            Checks checks, String field, @Nullable List<QueueBody.SkillBody> wishes, Map<SkillId, String> known) {
        List<SkillLevel> skills = new ArrayList<>();
        int place = 0;
        for (QueueBody.SkillBody wish : checks.<QueueBody.SkillBody>list(field, wishes, 50)) {
            String one = field + "[" + place++ + "]";
            int level = checks.number(one + ".level", wish.level(), 1, 5, 1);
            UUID skill = wish.skill();
            if (skill == null || !known.containsKey(new SkillId(skill))) {
                checks.wrong(one + ".skill", "skill.unknown", "there is no such skill");
            } else {
                skills.add(new SkillLevel(skill.toString(), level));
            }
        }
        return skills;
    }
}
