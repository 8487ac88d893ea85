// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.routing.internal.Statistics;
import live.routing.internal.statistics.AgentFigures;
import live.routing.internal.statistics.Quarter;
import live.routing.internal.statistics.QueueFigure;
import live.routing.internal.statistics.QueueFigures;
import live.routing.internal.statistics.Report;
import live.routing.internal.statistics.ServiceLevel;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** How contacts fared and what agents did, by intervals. */
@Component(service = StatisticsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("statistics")
@Produces(MediaType.APPLICATION_JSON)
public final class StatisticsResource {
    private static final int MOST_LINES = 20_000;

    private final Statistics statistics;
    private final Clock clock;
    private final Oversight oversight;

    /**
     * @param from rounded down to a quarter of an hour, and {@code to} up
     * @param counted everything that happened until then is in it
     */
    public record ContactStatisticsList(
            Instant from,
            Instant to,
            String interval,
            String by,
            String zone,
            Instant counted,
            List<ContactStatistics> items) {}

    /**
     * @param from rounded down to a quarter of an hour, and {@code to} up
     * @param counted everything that happened until then is in it
     */
    public record AgentStatisticsList(
            Instant from, Instant to, String interval, String zone, Instant counted, List<AgentStatistics> items) {}

    /**
     * The figures of an interval, of a queue or a medium. Contacts count where they came: {@code offered = answered +
     * abandoned + movedOn + waiting}. A figure is missing where there is nothing to divide by.
     *
     * @param at when the interval begins
     * @param name of the queue
     * @param transferredIn of the offered, those that somebody had before
     * @param shortAbandoned of the abandoned, those that were gone almost at once
     * @param targetSeconds the service levels of these queues; several if it was changed, or for a medium
     * @param serviceLevel answered within the target, of all that came to a queue that had one: definition E
     * @param serviceLevels what else is called so: A of those answered; B answered or abandoned in time, of those
     *     answered or abandoned; C answered in time, of those answered or abandoned; D as C without short abandons
     * @param notReached ended because the customer was not reached, however often it was tried
     * @param callbacks times that one of them was put to rest until a later time
     * @param callbacksKept of these, taken up no later than a quarter of an hour after that time
     * @param callbacksMissed of these, taken up later, or not at all before it ended; what is neither is still to come, or
     *     was settled before its time
     * @param invited times that somebody was asked to take part, to be consulted or in conference
     * @param joined of these, times that somebody came
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ContactStatistics(
            Instant at,
            @Nullable UUID queue,
            @Nullable String medium,
            @Nullable String name,
            long offered,
            long transferredIn,
            long answered,
            long abandoned,
            long shortAbandoned,
            long movedOn,
            long waiting,
            @Nullable List<Integer> targetSeconds,
            @Nullable Long withinTarget,
            @Nullable Long abandonedWithinTarget,
            @Nullable Double serviceLevel,
            @Nullable Map<String, Double> serviceLevels,
            @Nullable Double averageWaitSeconds,
            double longestWaitSeconds,
            @Nullable Double medianWaitSeconds,
            @Nullable Double ninetiethWaitSeconds,
            @Nullable Double averageAbandonSeconds,
            @Nullable Double averageHandlingSeconds,
            @Nullable Double averageWrapUpSeconds,
            long offers,
            long missed,
            long declined,
            long handled,
            long notReached,
            long callbacks,
            long callbacksKept,
            long callbacksMissed,
            long invited,
            long joined,
            @Nullable Double averageTakingPartSeconds) {}

    /**
     * What an agent did in an interval; it counts where it happened.
     *
     * @param joined contacts of others in which he took part because he was invited
     * @param takingPartSeconds how long, of those that he has left
     * @param occupancy how much of the time in which he was busy or available he was busy; missing if he was neither
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AgentStatistics(
            Instant at,
            UUID agent,
            @Nullable String name,
            long offers,
            long accepted,
            long missed,
            long declined,
            long handled,
            double handlingSeconds,
            double wrapUpSeconds,
            long joined,
            double takingPartSeconds,
            double busySeconds,
            double availableSeconds,
            @Nullable Double occupancy,
            List<StateBody> states) {}

    /** @param reason why he was not ready; empty otherwise */
    public record StateBody(String state, String reason, double seconds) {}

    @Activate
    public StatisticsResource(
            @Reference Statistics statistics, @Reference Clock clock, @Reference Oversight oversight) {
        this.oversight = oversight;
        this.statistics = statistics;
        this.clock = clock;
    }

    /** By queue or medium; of one queue only, if it is named. */
    @GET
    @Requires(RoutingPermissions.SUPERVISE)
    public ContactStatisticsList contacts(
            @Context SecurityContext context,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("interval") @DefaultValue("hour") String interval,
            @QueryParam("by") @DefaultValue("queue") String by,
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("zone") @DefaultValue("UTC") String zone) {
        TenantId tenant = Replies.principal(context).tenant();
        Checks checks = new Checks();
        checks.that(by.equals("queue") || by.equals("medium"), "by", "field.choice", "must be queue or medium");
        UUID only = queue == null || queue.isEmpty() ? null : checks.id("queue", queue);
        Report.By lines = by.equals("queue") ? Report.By.QUEUE : Report.By.MEDIUM;
        Report.Wish wish = wish(checks, from, to, interval, lines, zone);
        Principal me = Replies.principal(context);
        // Figures of a medium are of all queues; they cannot be told by parts.
        oversight
                .reach(me)
                .require(lines == Report.By.QUEUE || oversight.reach(me).everything());
        Predicate<UUID> seen = oversight.queues(me);
        Statistics.Answer answer = answer(tenant, wish);
        Map<UUID, String> names = lines == Report.By.QUEUE ? statistics.queueNames(tenant) : Map.of();
        return new ContactStatisticsList(
                wish.from(),
                wish.to(),
                interval,
                by,
                zone,
                answer.counted(),
                answer.lines().stream()
                        .filter(line -> only == null || only.equals(line.id()))
                        .filter(line -> line.id() == null || seen.test(line.id()))
                        .map(line -> body(line, names))
                        .toList());
    }

    @GET
    @Path("agents")
    @Requires(RoutingPermissions.SUPERVISE)
    public AgentStatisticsList agents(
            @Context SecurityContext context,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("interval") @DefaultValue("hour") String interval,
            @QueryParam("agent") @Nullable String agent,
            @QueryParam("zone") @DefaultValue("UTC") String zone) {
        TenantId tenant = Replies.principal(context).tenant();
        Checks checks = new Checks();
        UUID only = agent == null || agent.isEmpty() ? null : checks.id("agent", agent);
        Predicate<UUID> mine = oversight.agents(Replies.principal(context));
        Report.Wish wish = wish(checks, from, to, interval, Report.By.AGENT, zone);
        Statistics.Answer answer = answer(tenant, wish);
        List<Report.Line> lines = answer.lines().stream()
                .filter(line -> only == null || only.equals(line.id()))
                .filter(line -> line.id() != null && mine.test(line.id()))
                .toList();
        List<UserId> agents = lines.stream()
                .map(Report.Line::id)
                .filter(Objects::nonNull)
                .distinct()
                .map(UserId::new)
                .toList();
        Map<UserId, String> names = statistics.agentNames(tenant, agents);
        return new AgentStatisticsList(
                wish.from(),
                wish.to(),
                interval,
                zone,
                answer.counted(),
                lines.stream().map(line -> agent(line, names)).toList());
    }

    private Report.Wish wish(
            Checks checks, @Nullable String from, @Nullable String to, String interval, Report.By by, String zone) {
        Instant until = instant(checks, "to", to, clock.instant());
        Instant since = instant(checks, "from", from, until.minus(Duration.ofDays(1)));
        Instant first = Instant.ofEpochMilli(Quarter.of(since.toEpochMilli()));
        Instant last = Instant.ofEpochMilli(Quarter.of(until.toEpochMilli() + Quarter.MILLIS - 1));
        checks.that(first.isBefore(last), "to", "field.order", "must be later than from");
        Report.Interval length = interval(checks, interval);
        ZoneId place = zone(checks, zone);
        checks.done();
        return new Report.Wish(first, last, length, by, place);
    }

    private Statistics.Answer answer(TenantId tenant, Report.Wish wish) {
        Statistics.Answer answer = statistics.report(tenant, wish, MOST_LINES);
        if (answer.tooMany()) {
            throw Problem.invalid(List.of(new Problem.Field(
                    "interval",
                    "routing.statistics.tooMany",
                    "These are too many figures: ask for a shorter time, or for longer intervals.")));
        }
        return answer;
    }

    private static Instant instant(Checks checks, String field, @Nullable String text, Instant otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            Instant instant = Instant.parse(text);
            boolean sensible = instant.getEpochSecond() >= 0 && instant.getEpochSecond() < 1L << 36;
            checks.that(sensible, field, "field.instant", "must be a time of our days");
            return sensible ? instant : otherwise;
        } catch (DateTimeException e) {
            checks.wrong(field, "field.instant", "must be a time such as 2026-01-31T08:00:00Z");
            return otherwise;
        }
    }

    private static ZoneId zone(Checks checks, String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            checks.wrong("zone", "field.zone", "must be a time zone such as Europe/Berlin");
            return ZoneId.of("UTC");
        }
    }

    private static Report.Interval interval(Checks checks, String text) {
        for (Report.Interval interval : Report.Interval.values()) {
            if (interval.name().toLowerCase(Locale.ROOT).equals(text)) {
                return interval;
            }
        }
        checks.wrong("interval", "field.choice", "must be quarter, hour, day or whole");
        return Report.Interval.HOUR;
    }

    private static ContactStatistics body(Report.Line line, Map<UUID, String> names) {
        QueueFigures figures = line.contacts().all();
        QueueFigures targeted = line.contacts().targeted();
        List<Integer> targets = line.contacts().targets();
        boolean target = !targets.isEmpty();
        return new ContactStatistics(
                Instant.ofEpochMilli(line.at()),
                line.id(),
                line.id() == null ? line.medium() : null,
                line.id() == null ? null : names.get(line.id()),
                figures.get(QueueFigure.OFFERED),
                figures.get(QueueFigure.TRANSFERRED_IN),
                figures.get(QueueFigure.ANSWERED),
                figures.get(QueueFigure.ABANDONED),
                figures.get(QueueFigure.SHORT_ABANDONED),
                figures.get(QueueFigure.MOVED_ON),
                figures.waiting(),
                target ? targets : null,
                target ? targeted.get(QueueFigure.WITHIN) : null,
                target ? targeted.get(QueueFigure.ABANDONED_WITHIN) : null,
                number(line.contacts().serviceLevel()),
                target ? levels(targeted) : null,
                seconds(figures.per(QueueFigure.WAIT, QueueFigure.ANSWERED)),
                figures.get(QueueFigure.LONGEST) / 1_000.0,
                seconds(figures.wait(0.5)),
                seconds(figures.wait(0.9)),
                seconds(figures.per(QueueFigure.ABANDON_WAIT, QueueFigure.ABANDONED)),
                seconds(figures.per(QueueFigure.HANDLING, QueueFigure.HANDLED)),
                seconds(figures.per(QueueFigure.WRAP_UP, QueueFigure.HANDLED)),
                figures.get(QueueFigure.OFFERS),
                figures.get(QueueFigure.MISSED),
                figures.get(QueueFigure.DECLINED),
                figures.get(QueueFigure.HANDLED),
                figures.get(QueueFigure.NOT_REACHED),
                figures.get(QueueFigure.CALLBACKS),
                figures.get(QueueFigure.CALLBACKS_KEPT),
                figures.get(QueueFigure.CALLBACKS_MISSED),
                figures.get(QueueFigure.INVITED),
                figures.get(QueueFigure.JOINED),
                seconds(figures.per(QueueFigure.TAKING_PART, QueueFigure.JOINED)));
    }

    private static AgentStatistics agent(Report.Line line, Map<UserId, String> names) {
        AgentFigures figures = line.agent();
        UUID agent = Objects.requireNonNull(line.id());
        long busy = line.busyMillis();
        long base = busy + line.availableMillis();
        List<StateBody> states = new ArrayList<>();
        line.times()
                .forEach((state, byReason) -> byReason.forEach(
                        (reason, spent) -> states.add(new StateBody(state.name(), reason, spent.millis() / 1_000.0))));
        return new AgentStatistics(
                Instant.ofEpochMilli(line.at()),
                agent,
                names.get(new UserId(agent)),
                figures.offers(),
                figures.accepted(),
                figures.missed(),
                figures.declined(),
                figures.handled(),
                figures.handlingMillis() / 1_000.0,
                figures.wrapUpMillis() / 1_000.0,
                figures.joined(),
                figures.takingPartMillis() / 1_000.0,
                busy / 1_000.0,
                line.availableMillis() / 1_000.0,
                base == 0 ? null : (double) busy / base,
                states);
    }

    private static @Nullable Map<String, Double> levels(QueueFigures figures) {
        Map<String, Double> levels = new LinkedHashMap<>();
        for (ServiceLevel level : ServiceLevel.values()) {
            level.of(figures).ifPresent(share -> levels.put(level.letter(), share));
        }
        return levels.isEmpty() ? null : levels;
    }

    private static @Nullable Double number(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    private static @Nullable Double seconds(OptionalDouble millis) {
        return millis.isPresent() ? millis.getAsDouble() / 1_000 : null;
    }

    private static @Nullable Double seconds(OptionalLong millis) {
        return millis.isPresent() ? millis.getAsLong() / 1_000.0 : null;
    }
}
