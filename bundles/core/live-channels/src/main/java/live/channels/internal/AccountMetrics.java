// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.channel.ChannelStatus;
import live.channels.internal.store.OutboxStore;
import live.core.KeyedGauges;
import live.core.Meters;
import live.core.TaskHandle;
import live.core.Tasks;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Of each account {@code live_channel_up} (1 up, 0.5 degraded or not yet known, 0 down), {@code live_channel_outbox}:
 * messages that have not left yet, and {@code live_channel_outbox_seconds}: how long the oldest of them waits.
 */
@Component(service = AccountMetrics.class, immediate = true)
public final class AccountMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Accounts accounts;
    private final OutboxStore outbox;
    private final Meters meters;
    private final Clock clock;
    private final TaskHandle task;
    private final KeyedGauges<String> shown = new KeyedGauges<>(this::gauges);
    private volatile Map<String, OutboxStore.Backlog> backlogs = Map.of();

    @Activate
    public AccountMetrics(
            @Reference Accounts accounts,
            @Reference OutboxStore outbox,
            @Reference Meters meters,
            @Reference Clock clock,
            @Reference Tasks tasks) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
        this.task = tasks.every("channels.metrics", PAUSE, this::look);
    }

    @Deactivate
    void stop() throws Exception {
        task.close();
        shown.close();
    }

    private void look() throws Exception {
        Set<String> present = new HashSet<>();
        accounts.list().forEach(account -> present.add(account.id().toString()));
        // An account that has left keeps what it has not sent: that is when one wants to see it most.
        backlogs = outbox.backlogs();
        present.addAll(backlogs.keySet());
        shown.show(present);
    }

    private List<AutoCloseable> gauges(String channel) {
        return List.of(
                meters.gauge("live_channel_up", () -> up(channel), "channel", channel),
                meters.gauge("live_channel_outbox", () -> backlog(channel).messages(), "channel", channel),
                meters.gauge("live_channel_outbox_seconds", () -> age(backlog(channel)), "channel", channel));
    }

    private double up(String channel) {
        return accounts.list().stream()
                .filter(account -> account.id().toString().equals(channel))
                .map(account -> account.standing().status().state())
                .mapToDouble(state -> state == ChannelStatus.State.UP ? 1 : state == ChannelStatus.State.DOWN ? 0 : 0.5)
                .findFirst()
                .orElse(0);
    }

    private OutboxStore.Backlog backlog(String channel) {
        return backlogs.getOrDefault(channel, new OutboxStore.Backlog(0, clock.instant()));
    }

    private double age(OutboxStore.Backlog backlog) {
        return backlog.messages() == 0
                ? 0
                : Math.max(
                        0, Duration.between(backlog.oldest(), clock.instant()).toSeconds());
    }
}
