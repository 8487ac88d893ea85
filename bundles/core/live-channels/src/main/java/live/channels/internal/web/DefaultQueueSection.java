// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.channels.internal.Rules;
import live.channels.internal.store.AccountStore;
import live.core.ChannelId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.configuration.Section;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Where goes what no rule fits, by account, as a section of the configuration's file. */
@Component(service = Section.class)
public final class DefaultQueueSection implements Section {
    private static final String QUEUE = "queue";

    private final AccountStore store;
    private final Rules rules;

    @Activate
    public DefaultQueueSection(@Reference AccountStore store, @Reference Rules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public String name() {
        return "default-queues";
    }

    @Override
    public Map<String, String> references() {
        return Map.of(QUEUE, "queues");
    }

    @Override
    public String readPermission() {
        return "channel.read";
    }

    @Override
    public String writePermission() {
        return "channel.write";
    }

    @Override
    public List<Item> items(TenantId tenant) {
        return store.defaultQueues(tenant).entrySet().stream()
                .map(each -> new Item(
                        UUID.nameUUIDFromBytes(("default queue " + each.getKey()).getBytes(StandardCharsets.UTF_8)),
                        each.getKey().toString(),
                        Map.of(QUEUE, each.getValue().toString())))
                .toList();
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        for (Change change : plan.changes()) {
            try {
                ChannelId.of(change.name());
            } catch (IllegalArgumentException e) {
                faults.add(new Fault(change.name(), "", "must be an account such as email/support"));
            }
            if (change.kind() != Kind.REMOVED && !change.after().keySet().equals(Set.of(QUEUE))) {
                faults.add(new Fault(change.name(), QUEUE, "a queue is needed, and nothing else"));
            }
        }
        return faults;
    }

    @Override
    public void apply(Principal actor, List<Change> changes) {
        for (Change change : changes) {
            store.defaultQueue(
                    actor,
                    ChannelId.of(change.name()),
                    Optional.ofNullable(change.after().get(QUEUE))
                            .map(queue -> new QueueId(UUID.fromString(queue.toString()))));
        }
        rules.refresh();
    }
}
