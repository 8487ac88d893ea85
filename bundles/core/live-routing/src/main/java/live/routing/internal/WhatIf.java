// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import live.core.LiveException;
import live.core.TenantId;
import live.lib.router.AgentRule;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Rules;
import live.lib.router.simulation.Arrival;
import live.lib.router.simulation.Arrivals;
import live.lib.router.simulation.Day;
import live.lib.router.simulation.Estimate;
import live.lib.router.simulation.Fate;
import live.lib.router.simulation.Figures;
import live.lib.router.simulation.Shift;
import live.lib.router.simulation.Simulation;
import live.lib.router.simulation.Stream;
import live.lib.router.simulation.Turn;
import live.routing.internal.store.Journal;

/**
 * What would become of contacts with other people, other rules or another volume: the engine plays it, several times, beside
 * the running one. One question at a time, in the caller's thread. Thread-safe.
 */
public final class WhatIf {
    /** Code of the exception when others ask already. */
    public static final String BUSY = "routing.whatIf.busy";

    public static final String TOO_LARGE = "routing.whatIf.tooLarge";
    /** Code of the exception when nobody wants to know any more. */
    public static final String STOPPED = "routing.whatIf.stopped";

    private static final int MOST_CONTACTS = 200_000;
    private static final int MOST_IN_ALL = 2_000_000;
    /** A contact that is there once more comes within so much of the one that it is a copy of. */
    private static final long NEAR = 60_000;

    private final Journal journal;
    private final Strategies strategies;
    private final OneByOne turn = new OneByOne(BUSY);

    /** Where contacts come from. */
    public sealed interface Source {}

    /** As they may be expected. */
    public record Expected(List<Stream> streams) implements Source {
        public Expected {
            streams = List.copyOf(streams);
        }
    }

    /**
     * As they came in this time, with the handling that they got then. How long somebody would have waited who was served is
     * drawn from an exponential distribution with the mean that those who left let expect.
     *
     * @param volume 1 = as many as then; beyond it some are there once more, below it some are not
     */
    public record Past(double volume) implements Source {}

    /**
     * A question.
     *
     * @param turns when queues open and close
     * @param shifts who is at work when
     * @param recorded of these, whoever was ready in this time is at work as then, beside the shifts
     * @param answerMillis how long agents take to accept an offer
     * @param targets by queue: answered within so many milliseconds counts for the service level
     */
    public record Question(
            long begin,
            long intervalMillis,
            int intervals,
            Rules rules,
            List<QueueRule> queues,
            List<Turn> turns,
            List<Shift> shifts,
            List<AgentRule> recorded,
            Source source,
            long answerMillis,
            Map<UUID, Long> targets,
            int runs) {
        /** For a queue without a target of its own. */
        public static final long USUAL_TARGET = 20_000;

        public Question {
            queues = List.copyOf(queues);
            turns = List.copyOf(turns);
            shifts = List.copyOf(shifts);
            recorded = List.copyOf(recorded);
            targets = Map.copyOf(targets);
        }

        long target(UUID queue) {
            return targets.getOrDefault(queue, USUAL_TARGET);
        }

        long end() {
            return begin + intervals * intervalMillis;
        }
    }

    /** What may be expected of an interval that begins {@code at}, or of all together. */
    public record Outlook(
            long at,
            Estimate offered,
            Estimate answered,
            Estimate left,
            Estimate serviceLevel,
            Estimate averageWaitSeconds,
            Estimate abandonment,
            Estimate occupancy) {}

    /**
     * The answer.
     *
     * @param leftOut recorded contacts of queues that are not there any more
     * @param queues each that was offered something, all its time together; its occupancy says nothing
     */
    public record Answer(int runs, int leftOut, List<Outlook> intervals, Outlook total, Map<UUID, Outlook> queues) {}

    /** What one run came to. */
    private record Run(List<Figures> intervals, Map<UUID, Figures> queues) {}

    WhatIf(Journal journal, Strategies strategies) {
        this.journal = journal;
        this.strategies = strategies;
    }

    /**
     * Plays it.
     *
     * @param unwanted is asked between the runs whether somebody still wants to know
     * @throws LiveException {@link #BUSY}, {@link #TOO_LARGE}, {@link #STOPPED}
     */
    public Answer answer(TenantId tenant, Question question, BooleanSupplier unwanted) {
        return turn.run(() -> {
            List<RecordedContact> recorded =
                    question.source() instanceof Past past ? recorded(tenant, question) : List.of();
            Set<UUID> known = question.queues().stream().map(QueueRule::id).collect(Collectors.toSet());
            List<RecordedContact> usable = recorded.stream()
                    .filter(contact -> known.contains(contact.request().queue()))
                    .toList();
            List<Shift> shifts = shifts(tenant, question);
            List<Run> runs = new ArrayList<>();
            try (Strategies.Apart apart = strategies.apart()) {
                for (int run = 1; run <= question.runs(); run++) {
                    if (unwanted.getAsBoolean()) {
                        throw new LiveException(STOPPED, "The question was taken back.");
                    }
                    List<Arrival> arrivals = arrivals(question, usable, run);
                    if ((long) arrivals.size() * question.runs() > MOST_IN_ALL) {
                        throw tooLarge();
                    }
                    Day day = new Day(
                            question.rules(),
                            question.queues(),
                            question.turns(),
                            shifts,
                            arrivals,
                            question.answerMillis());
                    runs.add(run(question, shifts, Simulation.play(day, apart.source(tenant))));
                }
            }
            return answer(question, recorded.size() - usable.size(), runs);
        });
    }

    private List<Shift> shifts(TenantId tenant, Question question) {
        if (question.recorded().isEmpty()) {
            return question.shifts();
        }
        List<Shift> shifts = new ArrayList<>(question.shifts());
        shifts.addAll(RecordedShifts.between(journal, tenant, question.begin(), question.end(), question.recorded()));
        return shifts;
    }

    private static Run run(Question question, List<Shift> shifts, List<Fate> fates) {
        List<Figures> intervals = Figures.of(
                fates,
                shifts,
                question.begin(),
                question.intervalMillis(),
                question.intervals(),
                request -> question.target(request.queue()));
        Map<UUID, List<Fate>> byQueue = fates.stream()
                .collect(Collectors.groupingBy(fate -> fate.request().queue()));
        Map<UUID, Figures> queues = new HashMap<>();
        byQueue.forEach((queue, some) -> queues.put(
                queue,
                Figures.of(
                                some,
                                List.of(),
                                question.begin(),
                                question.end() - question.begin(),
                                1,
                                request -> question.target(queue))
                        .get(0)));
        return new Run(intervals, queues);
    }

    private List<RecordedContact> recorded(TenantId tenant, Question question) {
        List<RecordedContact> contacts =
                RecordedContact.between(journal, tenant, question.begin(), question.end(), MOST_CONTACTS + 1);
        if (contacts.size() > MOST_CONTACTS) {
            throw tooLarge();
        }
        return contacts;
    }

    private static LiveException tooLarge() {
        return new LiveException(
                TOO_LARGE,
                "These are too many contacts for one question: ask for a shorter time, or for fewer runs. At most "
                        + MOST_CONTACTS + " in a run and " + MOST_IN_ALL + " in all runs together.");
    }

    private static List<Arrival> arrivals(Question question, List<RecordedContact> recorded, int run) {
        if (question.source() instanceof Expected expected) {
            Arrivals arrivals = new Arrivals(run, question.begin(), question.intervalMillis());
            List<Arrival> all = new ArrayList<>();
            for (Stream stream : expected.streams()) {
                if (stream.expected().stream().mapToDouble(each -> each).sum() > MOST_CONTACTS) {
                    throw tooLarge();
                }
                all.addAll(arrivals.of(stream));
            }
            return all;
        }
        return again(question, recorded, ((Past) question.source()).volume(), new SplittableRandom(run));
    }

    private static List<Arrival> again(
            Question question, List<RecordedContact> recorded, double volume, SplittableRandom random) {
        long left = recorded.stream().filter(RecordedContact::left).count();
        double waited = recorded.stream()
                .mapToDouble(contact -> contact.waitedMillis() - contact.restedMillis())
                .sum();
        double patience = left == 0 ? Double.POSITIVE_INFINITY : waited / left;
        long usual = (long) recorded.stream()
                .mapToLong(RecordedContact::handledMillis)
                .filter(handled -> handled != RecordedContact.UNKNOWN)
                .average()
                .orElse(0);
        List<Arrival> arrivals = new ArrayList<>();
        for (RecordedContact contact : recorded) {
            int copies = (int) volume + (random.nextDouble() < volume - (int) volume ? 1 : 0);
            for (int copy = 0; copy < copies; copy++) {
                Request request = copy == 0 ? contact.request() : moved(contact.request(), question, random);
                double further = -patience * Math.log1p(-random.nextDouble());
                arrivals.add(new Arrival(
                        request,
                        contact.handledMillis() == RecordedContact.UNKNOWN ? usual : contact.handledMillis(),
                        contact.left()
                                ? contact.waitedMillis()
                                : contact.waitedMillis() + (long) Math.min(further, 1L << 50)));
            }
        }
        return arrivals;
    }

    private static Request moved(Request request, Question question, SplittableRandom random) {
        long at = within(request.enqueuedAt() + random.nextLong(-NEAR, NEAR), question.begin(), question.end() - 1);
        return Request.of(new UUID(random.nextLong(), random.nextLong()), request.queue(), request.medium(), at)
                .withSkills(request.skills())
                .withPriority(request.priority());
    }

    /** Mirrored at the ends of the stretch, so that as many come in it as asked for. */
    private static long within(long at, long first, long last) {
        long mirrored = at < first ? 2 * first - at : at > last ? 2 * last - at : at;
        return Math.min(last, Math.max(first, mirrored));
    }

    private static Answer answer(Question question, int leftOut, List<Run> runs) {
        List<Outlook> intervals = new ArrayList<>();
        for (int i = 0; i < question.intervals(); i++) {
            int interval = i;
            intervals.add(outlook(
                    runs.stream().map(run -> run.intervals().get(interval)).toList()));
        }
        List<Figures> totals = runs.stream()
                .map(run -> run.intervals().stream().reduce(Figures::plus).orElseThrow())
                .toList();
        Figures nothing = new Figures(question.begin(), 0, 0, 0, 0, 0, 0, 0);
        Map<UUID, Outlook> queues = runs.stream()
                .flatMap(run -> run.queues().keySet().stream())
                .distinct()
                .collect(Collectors.toMap(
                        queue -> queue,
                        queue -> outlook(runs.stream()
                                .map(run -> run.queues().getOrDefault(queue, nothing))
                                .toList())));
        return new Answer(question.runs(), leftOut, intervals, outlook(totals), queues);
    }

    private static Outlook outlook(List<Figures> runs) {
        return new Outlook(
                runs.get(0).at(),
                estimate(runs, Figures::offered),
                estimate(runs, Figures::answered),
                estimate(runs, Figures::left),
                estimate(runs, Figures::serviceLevel),
                estimate(runs, Figures::averageWaitSeconds),
                estimate(runs, Figures::abandonment),
                estimate(runs, Figures::occupancy));
    }

    private static Estimate estimate(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        return Estimate.of(runs.stream().mapToDouble(figure).toArray());
    }
}
