// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TenantId;
import live.core.UserId;
import live.directory.Directory;
import live.directory.User;
import live.lib.router.Explanation;
import live.routing.QueueNames;
import live.routing.WorkId;
import live.routing.internal.Hindsight;
import live.routing.internal.Overview;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Tells why a contact was offered to whom. */
@Service
@Command(
        scope = "routing",
        name = "explain",
        description =
                "Tells why a contact was offered to whom, and why it waits: everybody, and what spoke against him")
@SuppressWarnings("NullAway.Init") // the shell sets the fields
public final class ExplainCommand implements Action {
    @Reference
    private Overview overview;

    @Reference
    private Directory directory;

    @Reference
    private QueueNames queues;

    @Argument(name = "work", description = "id of the contact", required = true)
    private String work;

    @Override
    public @Nullable Object execute() {
        Hindsight.Explained explained = overview.explain(TenantId.DEFAULT, new WorkId(UUID.fromString(work)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The journal does not tell of contact " + work + ", or no longer."));
        if (!explained.exact()) {
            System.out.println("Some of it was decided otherwise then, by another engine or strategy.");
        }
        explained
                .missing()
                .forEach(strategy -> System.out.printf(
                        "The strategy %s %d is not installed: its scores are not known.%n",
                        strategy.name(), strategy.version()));
        for (Explanation step : explained.explanations()) {
            System.out.println();
            System.out.println(heading(step));
            ShellTable table = new ShellTable();
            for (String column : new String[] {"Agent", "Verdict", "Detail", "Ring", "Preferred", "Score"}) {
                table.column(column);
            }
            for (Explanation.Judged agent : step.agents()) {
                table.addRow()
                        .addContent(
                                name(agent.agent()),
                                agent.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                detail(step, agent),
                                agent.ring() == Explanation.Judged.NEVER ? "" : agent.ring() + 1,
                                step.prefersSkills() ? agent.preferredSkills() : "",
                                scored(agent) ? agent.score() : "");
            }
            table.print(System.out);
        }
        return null;
    }

    private String heading(Explanation step) {
        UUID chosen = step.chosen();
        String what = chosen == null
                ? "waits in queue " + queue(step.queue())
                : "offered to " + name(chosen) + (step.freed() ? ", who became free" : "");
        return Instant.ofEpochMilli(step.at()) + " " + what + rings(step) + " (" + step.strategy() + " "
                + step.strategyVersion()
                + ", rules " + step.rules() + ", queue " + step.queueVersion() + ", claim "
                + Instant.ofEpochMilli(step.claim()) + ")";
    }

    private static String rings(Explanation step) {
        return step.rings().isEmpty()
                ? ""
                : ", in ring " + (step.ring() + 1) + " of " + (step.rings().size() + 1);
    }

    private static boolean scored(Explanation.Judged agent) {
        return agent.verdict() == Explanation.Verdict.CHOSEN || agent.verdict() == Explanation.Verdict.SUITS;
    }

    private String detail(Explanation step, Explanation.Judged agent) {
        if (agent.verdict() == Explanation.Verdict.RING_NOT_REACHED) {
            return "not before ring " + (agent.ring() + 1) + ", after "
                    + RingText.trigger(step.rings().get(agent.ring() - 1));
        }
        return agent.verdict() == Explanation.Verdict.UNSKILLED
                ? directory.skills(TenantId.DEFAULT).getOrDefault(SkillId.of(agent.detail()), agent.detail())
                : agent.detail();
    }

    private String queue(UUID queue) {
        return queues.names(TenantId.DEFAULT).getOrDefault(new QueueId(queue), queue.toString());
    }

    private String name(UUID agent) {
        return directory
                .user(TenantId.DEFAULT, new UserId(agent))
                .map(User::login)
                .orElse(agent.toString());
    }
}
