// SPDX-License-Identifier: Apache-2.0
package live.core.internal.shell;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import live.core.TenantId;
import live.core.audit.AuditQuery;
import live.core.audit.AuditTrail;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code audit:list}. */
@Service
@Command(scope = "audit", name = "list", description = "Shows the newest entries of the audit trail")
public class ListAudit implements Action {
    @Option(name = "-n", aliases = "--number", description = "Most entries to show")
    private int number = 50;

    @Option(name = "-a", aliases = "--action", description = "How the action begins: directory.user")
    private @Nullable String action;

    @Option(name = "-s", aliases = "--subject", description = "What it was done to: an id, or kind:id")
    private @Nullable String subject;

    @Reference
    private @Nullable AuditTrail audit;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        AuditQuery query = new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(action),
                Optional.ofNullable(subject),
                OptionalLong.empty(),
                number);
        ShellTable table = new ShellTable();
        table.column("Sequence");
        table.column("At");
        table.column("Actor");
        table.column("Action");
        table.column("Subject");
        table.column("Details");
        Objects.requireNonNull(audit).search(TenantId.DEFAULT, query).forEach(entry -> table.addRow()
                .addContent(
                        entry.sequence(), entry.at(), entry.actor(), entry.action(), entry.subject(), entry.details()));
        table.print(Objects.requireNonNull(session).getConsole());
        return null;
    }
}
