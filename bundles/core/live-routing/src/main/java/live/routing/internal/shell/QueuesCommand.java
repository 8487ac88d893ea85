// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import live.core.TenantId;
import live.lib.router.Opening;
import live.lib.router.View;
import live.routing.internal.Overview;
import live.routing.internal.store.QueueDefinition;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Lists queues with what is in them. */
@Service
@Command(scope = "routing", name = "queues", description = "Lists queues, what waits in them and who is ready")
@SuppressWarnings("NullAway.Init") // the shell sets the references
public final class QueuesCommand implements Action {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    @Reference
    private Overview overview;

    @Override
    public @Nullable Object execute() throws Exception {
        Map<UUID, View.QueueState> states = new HashMap<>();
        Await.answer(overview.queues(TenantId.DEFAULT))
                .forEach(state -> states.put(state.rule().id(), state));
        ShellTable table = new ShellTable();
        for (String column : new String[] {
            "Queue",
            "Id",
            "Open",
            "Waiting",
            "Longest",
            "Offered",
            "Owned",
            "Wrap-up",
            "Ready",
            "Strategy",
            "Rings",
            "Target",
            "Version"
        }) {
            table.column(column);
        }
        for (QueueDefinition queue : overview.queueTable().all(TenantId.DEFAULT)) {
            View.QueueState state = states.get(queue.id().value());
            if (state != null) {
                table.addRow()
                        .addContent(
                                queue.name(),
                                queue.id(),
                                opening(state.opening()),
                                state.waiting(),
                                longest(state),
                                state.offered(),
                                state.assigned(),
                                state.wrapping(),
                                state.agentsReady(),
                                queue.strategy(),
                                rings(state),
                                queue.serviceLevelSeconds().isPresent()
                                        ? queue.serviceLevelSeconds().getAsInt() + " s"
                                        : "",
                                queue.version());
            }
        }
        table.print(System.out);
        return null;
    }

    private static String opening(Opening opening) {
        String state = opening.open() ? "open" : "closed";
        return opening.until() == Long.MAX_VALUE
                ? state
                : state + " until "
                        + Instant.ofEpochMilli(opening.until())
                                .atZone(ZoneId.systemDefault())
                                .format(CLOCK);
    }

    private static String rings(View.QueueState state) {
        return state.rule().rings().stream().map(RingText::trigger).collect(Collectors.joining(", "));
    }

    private static String longest(View.QueueState state) {
        if (state.oldest() == Long.MAX_VALUE) {
            return "";
        }
        return Math.max(0, (System.currentTimeMillis() - state.oldest()) / 1_000) + " s";
    }
}
