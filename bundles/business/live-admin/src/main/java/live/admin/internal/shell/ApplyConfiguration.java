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

/** {@code configuration:apply}. */
@Service
@Command(scope = "configuration", name = "apply", description = "Makes the product what a file says")
public class ApplyConfiguration implements Action {
    @Argument(name = "file", required = true, description = "A YAML file on this machine")
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
        String text = Files.readString(Path.of(Objects.requireNonNull(file)));
        ConfigurationFile.Differences differences = all.compare(shell, text);
        ShownDifferences.print(differences, out);
        if (!differences.sound()) {
            throw new IllegalArgumentException("The file has faults; nothing was changed");
        }
        boolean whole = true;
        for (ConfigurationFile.Outcome outcome : all.apply(shell, text, differences.mark())) {
            whole &= outcome.failure().isEmpty();
            out.println(outcome.section() + ": " + outcome.added() + " added, " + outcome.changed() + " changed, "
                    + outcome.removed() + " removed"
                    + (outcome.failure().isEmpty() ? "" : "; then it failed: " + outcome.failure()));
        }
        if (!whole) {
            throw new IllegalStateException("Not everything could be applied");
        }
        return null;
    }
}
