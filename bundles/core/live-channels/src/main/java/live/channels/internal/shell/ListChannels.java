// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import live.channels.internal.Account;
import live.channels.internal.Accounts;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** The accounts of all channels. */
@Service
@Command(scope = "channel", name = "list", description = "Lists the accounts of all channels")
public final class ListChannels implements Action {
    @Reference
    @Nullable
    Accounts accounts;

    @Reference
    @Nullable
    Session session;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        table.column("Account");
        table.column("State");
        table.column("Code");
        table.column("Wish");
        table.column("In");
        table.column("Out");
        table.column("Failed");
        for (Account account : java.util.Objects.requireNonNull(accounts).list()) {
            Account.Counts counts = account.counts();
            table.addRow()
                    .addContent(
                            account.id(),
                            account.standing().status().state(),
                            account.standing().status().code(),
                            account.wish(),
                            counts.in(),
                            counts.out(),
                            counts.failed());
        }
        table.print(java.util.Objects.requireNonNull(session).getConsole());
        return null;
    }
}
