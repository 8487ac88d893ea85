// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import live.channels.internal.Account;
import live.channels.internal.Accounts;
import live.core.ChannelId;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** One account in full. */
@Service
@Command(scope = "channel", name = "info", description = "Shows an account")
public final class ShowChannel implements Action {
    @Argument(name = "account", description = "kind/name", required = true)
    @Completion(AccountNames.class)
    String id = "";

    @Reference
    @Nullable
    Accounts accounts;

    @Reference
    @Nullable
    Session session;

    @Override
    public @Nullable Object execute() {
        Account account = java.util.Objects.requireNonNull(accounts)
                .find(ChannelId.of(id))
                .orElseThrow(() -> new IllegalArgumentException("There is no account " + id));
        var out = java.util.Objects.requireNonNull(session).getConsole();
        out.println("account   " + account.id() + " (" + account.info().label() + ")");
        out.println("pid       " + account.pid());
        out.println("medium    " + account.info().medium());
        out.println("status    " + account.standing().status().state() + " "
                + account.standing().status().code() + " since "
                + account.standing().since());
        if (!account.standing().status().reason().isEmpty()) {
            out.println("reason    " + account.standing().status().reason());
        }
        out.println("wish      " + account.wish());
        out.println("window    " + account.flying() + " of " + account.info().window() + " on their way");
        Account.Counts counts = account.counts();
        out.println("passed    " + counts.in() + " in, " + counts.out() + " out, " + counts.failed() + " failed");
        return null;
    }
}
