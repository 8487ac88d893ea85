// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.shell;

import java.util.Locale;
import java.util.Objects;
import live.admin.internal.module.Modules;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code live:modules}. */
@Service
@Command(scope = "live", name = "modules", description = "Shows the modules; hot ones come and go by feature:install")
public class ListModules implements Action {
    @Reference
    private @Nullable Modules modules;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        table.column("Module");
        table.column("Version");
        table.column("State");
        table.column("Hot");
        table.column("Health");
        table.column("Title");
        Objects.requireNonNull(modules).all().forEach(module -> table.addRow()
                .addContent(
                        module.name(),
                        module.version(),
                        module.state().name().toLowerCase(Locale.ROOT),
                        module.hot() ? "hot" : "",
                        module.health().code(),
                        module.title()));
        table.print(Objects.requireNonNull(session).getConsole());
        return null;
    }
}
