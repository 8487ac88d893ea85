// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import java.util.Locale;
import live.core.TenantId;
import live.lib.router.shadow.Comparison;
import live.lib.router.shadow.World;
import live.routing.internal.Shadows;
import live.routing.internal.store.ShadowRules;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Lists the rules that are or were tried beside those that hold, and what came of it. */
@Service
@Command(
        scope = "routing",
        name = "shadow",
        description = "Lists the rules that are or were tried beside those that hold, and what came of it")
@SuppressWarnings("NullAway.Init") // the shell sets the references
public final class ShadowCommand implements Action {
    @Reference
    private Shadows shadows;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        for (String column : new String[] {
            "Rules",
            "Id",
            "State",
            "Compared",
            "Other agent",
            "Answered",
            "would be",
            "Gone",
            "would be",
            "Wait",
            "would be"
        }) {
            table.column(column);
        }
        for (ShadowRules rules : shadows.table().all(TenantId.DEFAULT)) {
            Comparison comparison = shadows.comparison(TenantId.DEFAULT, rules).orElse(Comparison.NOTHING);
            World live = comparison.live();
            World other = comparison.shadow();
            table.addRow()
                    .addContent(
                            rules.name(),
                            rules.id(),
                            rules.state().code() + (rules.reason().isEmpty() ? "" : " (" + rules.reason() + ")"),
                            comparison.compared(),
                            comparison.otherAgent(),
                            live.answered(),
                            other.answered(),
                            live.abandoned(),
                            other.abandoned(),
                            wait(live),
                            wait(other));
        }
        table.print(System.out);
        return null;
    }

    private static String wait(World world) {
        return world.answered() == 0
                ? ""
                : String.format(Locale.ROOT, "%.1f s", world.waitMillis() / 1_000.0 / world.answered());
    }
}
