// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.time.Instant;
import live.routing.internal.Difference;
import live.routing.internal.Reconciler;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Shows where what is routed differs from what its origins know. */
@Service
@Command(
        scope = "routing",
        name = "reconcile",
        description = "Compares what is routed with what the ledger and the channels know")
@SuppressWarnings("NullAway.Init") // the shell sets the references
public final class ReconcileCommand implements Action {
    @Reference
    private Reconciler reconciler;

    @Option(name = "-m", aliases = "--mend", description = "mend what differs, however much it is")
    private boolean mend;

    @Override
    public @Nullable Object execute() throws Exception {
        if (mend) {
            reconciler.mend();
        } else {
            reconciler.compare();
        }
        ShellTable table = new ShellTable();
        for (String column : new String[] {"Origin", "Work", "Differs", "Since", "Tries"}) {
            table.column(column);
        }
        for (Reconciler.Status status : reconciler.status()) {
            System.out.println(status.origin() + ": " + compared(status));
            for (Difference difference : status.differences()) {
                table.addRow()
                        .addContent(
                                difference.origin(),
                                difference.work(),
                                meaning(difference.kind()),
                                difference.since(),
                                difference.tries());
            }
        }
        table.print(System.out);
        return null;
    }

    private static String compared(Reconciler.Status status) {
        if (!status.here()) {
            return "another node routes, ask there";
        }
        return status.looked().equals(Instant.MIN)
                ? "not compared yet"
                : status.differences().size() + " differ";
    }

    private static String meaning(Difference.Kind kind) {
        return switch (kind) {
            case OVER -> "over, but in routing";
            case MISSING -> "open, but not in routing";
            case ENDED -> "open, but ended in routing";
            case OWNER -> "another owner";
        };
    }
}
