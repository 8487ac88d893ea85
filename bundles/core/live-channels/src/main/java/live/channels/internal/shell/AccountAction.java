// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import java.util.Objects;
import live.channels.internal.Accounts;
import live.channels.internal.store.AccountStore.Wish;
import live.core.ChannelId;
import live.core.Principal;
import live.core.TenantId;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;

/** A command that has an account do something else from now on. */
abstract class AccountAction implements Action {
    private final Wish wish;

    @Argument(name = "account", description = "kind/name", required = true)
    @Completion(AccountNames.class)
    String id = "";

    @Reference
    @Nullable
    Accounts accounts;

    AccountAction(Wish wish) {
        this.wish = wish;
    }

    @Override
    public @Nullable Object execute() throws InterruptedException {
        Principal shell = Principal.shell(TenantId.DEFAULT);
        if (!Objects.requireNonNull(accounts).wish(shell, ChannelId.of(id), wish)) {
            throw new IllegalArgumentException("There is no account " + id);
        }
        return null;
    }
}
