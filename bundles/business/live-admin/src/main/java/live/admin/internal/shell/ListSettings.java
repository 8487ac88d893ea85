// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.shell;

import java.util.Locale;
import java.util.Objects;
import live.admin.internal.form.Form;
import live.admin.internal.form.Forms;
import live.admin.internal.form.Values;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code settings:list}. */
@Service
@Command(scope = "settings", name = "list", description = "Shows the settings of a kind, or what kinds there are")
public class ListSettings implements Action {
    @Argument(name = "pid", description = "The kind: live.channel.email. None: show all kinds")
    private @Nullable String pid;

    @Reference
    private @Nullable Forms forms;

    @Reference
    private @Nullable Configurations configurations;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        if (pid == null) {
            table.column("Kind");
            table.column("Title");
            table.column("Several");
            Objects.requireNonNull(forms).all(Locale.ENGLISH).forEach(form -> table.addRow()
                    .addContent(form.pid(), form.title(), form.factory() ? "yes" : ""));
        } else {
            Form form = Objects.requireNonNull(forms)
                    .find(pid, Locale.ENGLISH)
                    .orElseThrow(() -> new IllegalArgumentException("There are no settings " + pid));
            table.column("Pid");
            table.column("Setting");
            table.column("Value");
            table.column("From");
            for (Configuration each : Objects.requireNonNull(configurations).of(form.pid())) {
                Values.show(form, each.values()).forEach((name, value) -> table.addRow()
                        .addContent(each.pid(), name, value, each.locked() ? "cfg file" : "database"));
            }
        }
        table.print(Objects.requireNonNull(session).getConsole());
        return null;
    }
}
