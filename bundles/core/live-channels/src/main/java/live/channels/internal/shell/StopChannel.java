// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import live.channels.internal.Accounts;
import live.channels.internal.store.AccountStore.Wish;
import live.core.ChannelId;
import live.core.Principal;
import live.core.TenantId;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Stops an account until it is started again. */
@Service
@Command(scope = "channel", name = "stop", description = "Stops an account until it is started again")
public final class StopChannel implements Action {
    @Argument(name = "account", description = "kind/name", required = true)
    @Completion(AccountNames.class)
    String id = "";

    @Reference
    @Nullable
    Accounts accounts;

    @Override
    public @Nullable Object execute() throws InterruptedException {
        Principal shell = Principal.shell(TenantId.DEFAULT);
        if (!java.util.Objects.requireNonNull(accounts).wish(shell, ChannelId.of(id), Wish.STOPPED)) {
            throw new IllegalArgumentException("There is no account " + id);
        }
        return null;
    }
}
