// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import live.core.TenantId;
import live.routing.internal.Hindsight;
import live.routing.internal.Overview;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Decides a stretch of the journal again. */
@Service
@Command(
        scope = "routing",
        name = "replay",
        description = "Decides a stretch of the journal again and compares it, entry by entry, with what is recorded")
@SuppressWarnings("NullAway.Init") // the shell sets the fields
public final class ReplayCommand implements Action {
    @Reference
    private Overview overview;

    @Argument(
            index = 0,
            name = "from",
            description = "begins with the snapshot before this entry; the oldest unless given")
    private long from = Hindsight.OLDEST;

    @Argument(index = 1, name = "to", description = "ends with this entry; the newest unless given")
    private long to = Long.MAX_VALUE;

    @Override
    public @Nullable Object execute() {
        long begun = System.nanoTime();
        Hindsight.Compared compared = overview.replay(TenantId.DEFAULT, from, to);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.printf("Entries %d to %d decided again in %d ms: ", compared.from() + 1, compared.to(), millis);
        if (compared.differing() == 0) {
            System.out.println("every decision is the same.");
        } else {
            System.out.printf(
                    "%d differ, the first is %d. Another engine or strategy decided then.%n",
                    compared.differing(), compared.firstDiffering());
        }
        compared.missing()
                .forEach(strategy -> System.out.printf(
                        "The strategy %s %d is not installed: what it decided is taken for granted.%n",
                        strategy.name(), strategy.version()));
        return null;
    }
}
