// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.LongConsumer;
import live.lib.router.AgentRule;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.Opening;
import live.lib.router.Outcome;
import live.lib.router.StrategySource;

/** Plays one day. Agents accept everything; contacts leave when their patience is at its end. */
public final class Simulation {
    private final Engine engine;
    private final Day day;
    private final Witness witness;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final Map<UUID, Course> courses = new LinkedHashMap<>();
    private long order;

    /** @param happens is told the time at which it does */
    private record Event(long at, long order, LongConsumer happens) {}

    private static final class Course {
        final Arrival arrival;
        long answeredAt = Fate.NEVER;
        long leftAt = Fate.NEVER;
        long endedAt = Fate.NEVER;
        long restedMillis;

        Course(Arrival arrival) {
            this.arrival = arrival;
        }

        Fate fate() {
            return new Fate(arrival.request(), answeredAt, leftAt, endedAt, restedMillis);
        }
    }

    private Simulation(Day day, StrategySource strategies, Witness witness) {
        this.day = day;
        this.witness = witness;
        engine = new Engine(strategies);
    }

    /** Is told everything that the engine is told, and what it decides, as a journal would be. */
    @FunctionalInterface
    public interface Witness {
        void sees(Entry entry, List<Decision> decisions);
    }

    /** What became of each contact, in the order of their coming. */
    public static List<Fate> play(Day day, StrategySource strategies) {
        return play(day, strategies, (entry, decisions) -> {});
    }

    /** The same before a witness. */
    public static List<Fate> play(Day day, StrategySource strategies, Witness witness) {
        return new Simulation(day, strategies, witness).play();
    }

    private List<Fate> play() {
        long begin = Math.min(
                day.arrivals().stream().mapToLong(Arrival::at).min().orElse(0),
                day.shifts().stream().mapToLong(Shift::from).min().orElse(0));
        apply(begin, new Input.DefineRules(day.rules()));
        Map<UUID, Opening> openings = new HashMap<>();
        day.turns().stream()
                .filter(turn -> turn.at() <= begin)
                .forEach(turn -> openings.put(turn.queue(), turn.opening()));
        day.queues().forEach(queue -> apply(begin, new Input.DefineQueue(queue, openings.get(queue.id()))));
        day.turns().stream()
                .filter(turn -> turn.at() > begin)
                .forEach(turn -> at(turn.at(), now -> apply(now, new Input.SetOpening(turn.queue(), turn.opening()))));
        for (Shift shift : day.shifts()) {
            AgentRule agent = shift.agent();
            apply(begin, new Input.DefineAgent(agent));
            apply(begin, new Input.SignIn(agent.id()));
            at(shift.from(), now -> apply(now, new Input.SetPresence(agent.id(), true, "")));
            at(shift.until(), now -> apply(now, new Input.SetPresence(agent.id(), false, "shift-over")));
        }
        day.arrivals().stream()
                .sorted(Comparator.comparingLong(Arrival::at))
                .forEach(arrival -> at(arrival.at(), now -> comes(arrival, now)));
        Event next;
        while ((next = events.poll()) != null) {
            letPass(next.at());
            next.happens().accept(next.at());
        }
        List<Fate> fates = new ArrayList<>(courses.size());
        courses.values().forEach(course -> fates.add(course.fate()));
        return fates;
    }

    /** The engine's own leases end when they are due, not when something else happens. */
    private void letPass(long until) {
        while (engine.nextTimer() < until) {
            apply(engine.nextTimer(), new Input.Tick());
        }
    }

    private void at(long time, LongConsumer happens) {
        events.add(new Event(time, order++, happens));
    }

    private void comes(Arrival arrival, long now) {
        UUID work = arrival.request().work();
        courses.put(work, new Course(arrival));
        if (apply(now, new Input.Submit(arrival.request())) != Outcome.DONE) {
            throw new IllegalArgumentException(
                    "the engine refuses a contact of queue " + arrival.request().queue());
        }
        if (arrival.patienceMillis() < Long.MAX_VALUE - now) {
            at(now + arrival.patienceMillis(), later -> loses(work, later));
        }
    }

    private void loses(UUID work, long now) {
        Course course = courses.get(work);
        if (course != null && course.answeredAt == Fate.NEVER && course.leftAt == Fate.NEVER) {
            apply(now, new Input.Cancel(work, "abandoned"));
        }
    }

    private Outcome apply(long now, Input input) {
        Entry entry = Entry.of(now, input);
        List<Decision> decisions = new ArrayList<>();
        Outcome outcome = engine.apply(entry, decisions::add);
        witness.sees(entry, decisions);
        decisions.forEach(decision -> follow(decision, now));
        return outcome;
    }

    private void follow(Decision decision, long now) {
        if (decision instanceof Decision.Offered offered) {
            at(now + day.answerMillis(), later -> apply(later, new Input.Accept(offered.agent(), offered.offer())));
        } else if (decision instanceof Decision.Assigned assigned) {
            Course course = course(assigned.work());
            course.answeredAt = now;
            at(
                    now + course.arrival.handlingMillis(),
                    later -> apply(later, new Input.WrapUp(assigned.agent(), assigned.work(), "")));
        } else if (decision instanceof Decision.Rested rested) {
            course(rested.work()).restedMillis += rested.millis();
        } else if (decision instanceof Decision.Ended ended) {
            Course course = course(ended.work());
            if (course.answeredAt == Fate.NEVER) {
                course.leftAt = now;
            } else {
                course.endedAt = now;
            }
        }
    }

    private Course course(UUID work) {
        Course course = courses.get(work);
        if (course == null) {
            throw new IllegalStateException("a contact that never came");
        }
        return course;
    }
}
