// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import live.core.TenantId;
import live.core.UserId;
import live.routing.internal.Statistics;
import live.routing.internal.statistics.AgentFigures;
import live.routing.internal.statistics.QueueFigure;
import live.routing.internal.statistics.QueueFigures;
import live.routing.internal.statistics.Report;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Tells how contacts fared and what agents did in the last hours. */
@Service
@Command(
        scope = "routing",
        name = "statistics",
        description = "Tells how contacts fared and what agents did in the last hours")
@SuppressWarnings("NullAway.Init") // the shell sets the references
public final class StatisticsCommand implements Action {
    private static final int MOST_LINES = 1_000;

    @Reference
    private Statistics statistics;

    @Option(name = "--by", description = "queue, medium or agent")
    private String by = "queue";

    @Option(name = "--hours", description = "how far back")
    private int hours = 24;

    @Option(name = "--rebuild", description = "counts everything anew that the journal still tells")
    private boolean rebuild;

    @Override
    public @Nullable Object execute() throws Exception {
        if (rebuild) {
            long to = statistics.rebuild(TenantId.DEFAULT).get(5, TimeUnit.MINUTES);
            System.out.printf("Everything is counted anew, up to entry %d. This goes on beside the routing.%n", to);
            return null;
        }
        Instant now = Instant.now();
        Report.By lines = Report.By.valueOf(by.toUpperCase(Locale.ROOT));
        Report.Wish wish = new Report.Wish(
                now.minus(Duration.ofHours(hours)), now, Report.Interval.WHOLE, lines, ZoneId.systemDefault());
        Statistics.Answer answer = statistics.report(TenantId.DEFAULT, wish, MOST_LINES);
        if (answer.tooMany()) {
            System.out.println("These are too many figures for a screen: ask for fewer hours.");
        } else if (lines == Report.By.AGENT) {
            agents(answer.lines());
        } else {
            contacts(answer.lines());
        }
        return null;
    }

    private void contacts(List<Report.Line> lines) {
        Map<UUID, String> names = statistics.queueNames(TenantId.DEFAULT);
        ShellTable table = table(
                "Of",
                "Offered",
                "Answered",
                "Abandoned",
                "Moved on",
                "Waiting",
                "In time",
                "Average wait",
                "Median",
                "90 %",
                "Longest",
                "Handling");
        for (Report.Line line : lines) {
            QueueFigures figures = line.contacts().all();
            OptionalDouble level = line.contacts().serviceLevel();
            table.addRow()
                    .addContent(
                            line.id() == null
                                    ? line.medium()
                                    : names.getOrDefault(line.id(), line.id().toString()),
                            figures.get(QueueFigure.OFFERED),
                            figures.get(QueueFigure.ANSWERED),
                            figures.get(QueueFigure.ABANDONED),
                            figures.get(QueueFigure.MOVED_ON),
                            figures.waiting(),
                            level.isPresent() ? percent(level.getAsDouble()) : "",
                            seconds(figures.per(QueueFigure.WAIT, QueueFigure.ANSWERED)
                                    .orElse(0)),
                            seconds(figures.wait(0.5).orElse(0)),
                            seconds(figures.wait(0.9).orElse(0)),
                            seconds(figures.get(QueueFigure.LONGEST)),
                            seconds(figures.per(QueueFigure.HANDLING, QueueFigure.HANDLED)
                                    .orElse(0)));
        }
        table.print(System.out);
    }

    private void agents(List<Report.Line> lines) {
        List<UserId> agents = lines.stream()
                .flatMap(line -> java.util.stream.Stream.ofNullable(line.id()))
                .map(UserId::new)
                .toList();
        Map<UserId, String> names = statistics.agentNames(TenantId.DEFAULT, agents);
        ShellTable table =
                table("Agent", "Offers", "Accepted", "Missed", "Declined", "Handled", "Busy", "Available", "Occupancy");
        for (Report.Line line : lines) {
            AgentFigures figures = line.agent();
            long busy = line.busyMillis();
            long base = busy + line.availableMillis();
            table.addRow()
                    .addContent(
                            line.id() == null
                                    ? ""
                                    : names.getOrDefault(
                                            new UserId(line.id()), line.id().toString()),
                            figures.offers(),
                            figures.accepted(),
                            figures.missed(),
                            figures.declined(),
                            figures.handled(),
                            seconds(busy),
                            seconds(line.availableMillis()),
                            base == 0 ? "" : percent((double) busy / base));
        }
        table.print(System.out);
    }

    private static ShellTable table(String... columns) {
        ShellTable table = new ShellTable();
        for (String column : columns) {
            table.column(column);
        }
        return table;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static String seconds(double millis) {
        return Duration.ofSeconds(Math.round(millis / 1_000))
                .toString()
                .substring(2)
                .toLowerCase(Locale.ROOT);
    }
}
