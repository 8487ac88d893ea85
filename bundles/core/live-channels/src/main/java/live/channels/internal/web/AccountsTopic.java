// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.channels.internal.Account;
import live.channels.internal.Accounts;
import live.channels.internal.store.AccountStore.Wish;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** How the accounts of all channels do: all of them at first, and again within a second when anything has changed. */
@Component(service = PushTopic.class)
public final class AccountsTopic implements PushTopic {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Accounts accounts;
    private final TaskHandle task;
    private final Map<PushSubscriber, Boolean> subscribers = new ConcurrentHashMap<>();
    private volatile String told = "";

    @Activate
    public AccountsTopic(@Reference Accounts accounts, @Reference Tasks tasks) {
        this.accounts = accounts;
        task = tasks.every("channels.accounts", PAUSE, this::tell);
    }

    @Deactivate
    void stop() {
        task.close();
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        if (!principal.may("channel.read")) {
            return () -> {};
        }
        subscribers.put(subscriber, true);
        subscriber.send(states());
        return () -> subscribers.remove(subscriber);
    }

    private void tell() {
        if (subscribers.isEmpty()) {
            return;
        }
        String states = states();
        if (!states.equals(told)) {
            told = states;
            subscribers.keySet().forEach(subscriber -> subscriber.send(states));
        }
    }

    private String states() {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode items = node.putArray("accounts");
        accounts.list().forEach(account -> put(items.addObject(), account));
        return node.toString();
    }

    private static void put(ObjectNode node, Account account) {
        Account.Standing standing = account.standing();
        Account.Counts counts = account.counts();
        node.put("id", account.id().toString());
        node.put("draining", account.wish() == Wish.DRAINING);
        node.put("stopped", account.wish() == Wish.STOPPED);
        node.putObject("status")
                .put("state", standing.status().state().name())
                .put("code", standing.status().code())
                .put("reason", standing.status().reason())
                .put("since", standing.since().toString());
        node.putObject("counts").put("in", counts.in()).put("out", counts.out()).put("failed", counts.failed());
    }
}
