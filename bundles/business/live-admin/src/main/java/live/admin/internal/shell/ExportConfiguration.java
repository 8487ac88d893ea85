// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import live.admin.internal.file.ConfigurationFile;
import live.core.Principal;
import live.core.TenantId;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code configuration:export}. */
@Service
@Command(
        scope = "configuration",
        name = "export",
        description = "Writes the configuration of the whole product into a file, or shows it")
public class ExportConfiguration implements Action {
    @Argument(name = "file", required = false, description = "A YAML file on this machine")
    private @Nullable String file;

    @Reference
    private @Nullable ConfigurationFile configuration;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() throws IOException {
        ConfigurationFile all = Objects.requireNonNull(configuration);
        PrintStream out = Objects.requireNonNull(session).getConsole();
        Principal shell = Principal.shell(TenantId.DEFAULT);
        String text = all.export(shell);
        if (file == null) {
            out.print(text);
        } else {
            Files.writeString(Path.of(file), text);
            out.println(file + " is written.");
        }
        return null;
    }
}
