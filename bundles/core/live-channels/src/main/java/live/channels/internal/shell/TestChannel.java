// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import java.util.concurrent.TimeUnit;
import live.channel.Delivery;
import live.channels.internal.Account;
import live.channels.internal.Accounts;
import live.channels.internal.TestMessage;
import live.core.ChannelId;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Starts a conversation of its own, so that the whole way out is tried. */
@Service
@Command(scope = "channel", name = "test", description = "Sends a message to an account and waits for its delivery")
public final class TestChannel implements Action {
    @Argument(name = "account", description = "kind/name", required = true)
    @Completion(AccountNames.class)
    String id = "";

    @Argument(index = 1, name = "address", description = "whom to send to", required = true)
    String address = "";

    @Reference
    @Nullable
    Accounts accounts;

    @Reference
    @Nullable
    Session session;

    @Override
    public @Nullable Object execute() throws Exception {
        Account account = java.util.Objects.requireNonNull(accounts)
                .find(ChannelId.of(id))
                .orElseThrow(() -> new IllegalArgumentException("There is no account " + id));
        Delivery delivery = account.test(new TestMessage(account.id(), address))
                .toCompletableFuture()
                .get(account.info().sendLimit().toMillis(), TimeUnit.MILLISECONDS);
        java.util.Objects.requireNonNull(session).getConsole().println(delivery);
        return null;
    }
}
