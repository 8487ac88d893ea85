// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.channel.Channel;
import live.channel.ChannelInfo;
import live.channel.ChannelStatus;
import live.channel.Exclusive;
import live.channel.Sign;
import live.channels.internal.store.AccountStore.Wish;
import live.core.ChannelId;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.TenantId;
import live.core.health.Health;
import live.core.health.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of all channels that are installed: each is started when its service comes and stopped when it leaves. */
@Component(
        service = {Accounts.class, HealthCheck.class},
        immediate = true,
        configurationPid = "live.channels",
        property = "name=channels.accounts")
@Designate(ocd = ChannelsSettings.class)
public final class Accounts implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    /** How long a channel that leaves may take to return from the question who it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration EXPIRE = Duration.ofMinutes(5);

    private final Platform platform;
    private final Dispatcher dispatcher;
    private final ChannelsSettings settings;
    private final TaskHandle watch;
    private final TaskHandle expire;
    private final Map<Channel, Adopted> adopted = new IdentityHashMap<>();
    private volatile boolean closed;

    /** A channel service that is here; its account is there once it has told who it is. */
    private static final class Adopted {
        final TaskHandle starting;
        final long order;

        @org.jspecify.annotations.Nullable
        Account account;

        Adopted(TaskHandle starting, long order) {
            this.starting = starting;
            this.order = order;
        }
    }

    private long orders;

    @Activate
    public Accounts(@Reference Platform platform, @Reference Dispatcher dispatcher, ChannelsSettings settings) {
        this.platform = platform;
        this.dispatcher = dispatcher;
        this.settings = settings;
        this.watch =
                platform.tasks.every("channels.watch", Duration.ofSeconds(1), () -> list().forEach(Account::watch));
        this.expire = platform.tasks.every("channels.expire", EXPIRE, this::expire);
    }

    private void expire() {
        platform.receipts.expire();
        int late = platform.outbox.expire();
        if (late > 0) {
            LOG.warn("channels.send.expired: {} messages waited in vain for an account that is stopped or gone", late);
        }
    }

    /** A channel came. Returns at once: what a channel does must not hold up whoever installs it. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public synchronized void bindChannel(Channel channel, Map<String, Object> properties) {
        String pid =
                String.valueOf(properties.getOrDefault("service.pid", properties.getOrDefault("component.name", "")));
        TaskHandle starting = platform.tasks.run("channels.adopt", () -> adopt(channel, pid));
        adopted.put(channel, new Adopted(starting, orders++));
    }

    /** A channel leaves. Returns when it has ended, or its patience has. */
    public void unbindChannel(Channel channel) throws InterruptedException {
        Adopted leaving;
        synchronized (this) {
            leaving = adopted.remove(channel);
        }
        if (leaving == null) {
            return;
        }
        leaving.starting.close();
        Account account;
        synchronized (this) {
            // From here on nobody gives it an account any more.
            account = leaving.account;
        }
        if (account != null) {
            account.leave();
            succeed(account);
        }
        if (!leaving.starting.awaitEnd(PATIENCE)) {
            LOG.warn("channels.account.leak: a channel does not say who it is, not even when it leaves");
        }
    }

    @Deactivate
    public void close() throws InterruptedException {
        closed = true;
        watch.close();
        expire.close();
        for (Account account : list()) {
            account.leave();
        }
    }

    private void adopt(Channel channel, String pid) throws InterruptedException {
        ChannelInfo info = channel.info();
        String source = channel instanceof Exclusive exclusive ? exclusive.source() : "";
        Account account;
        synchronized (this) {
            Adopted here = adopted.get(channel);
            if (here == null || closed) {
                return;
            }
            account = here.account == null
                    ? new Account(channel, info, source, pid, platform, settings, dispatcher::wake)
                    : here.account;
            here.account = account;
            Account first = first(account);
            if (first != account) {
                LOG.warn("channel.duplicate: {} is not started, {} does the same", info.id(), first.id());
                account.status(ChannelStatus.down(
                        "channel.duplicate",
                        first.id().equals(info.id())
                                ? "Another account has this name. Give one of them another name."
                                : "The account " + first.id() + " takes from the same place. Remove one of them."));
                return;
            }
        }
        Wish wish = platform.accounts.wish(TenantId.DEFAULT, info.id());
        if (wish == Wish.STOPPED) {
            account.status(ChannelStatus.down("channel.stopped", "The account was stopped."));
        } else {
            account.start(wish);
        }
    }

    /** Of all that do the same as an account the one that was there first. */
    private Account first(Account account) {
        return adopted.values().stream()
                .filter(other -> other.account != null && other.account.rivals(account))
                .min(Comparator.comparingLong(other -> other.order))
                .map(other -> other.account)
                .orElse(account);
    }

    /** Starts the account that waited for one that left. */
    private synchronized void succeed(Account left) {
        adopted.forEach((channel, waiting) -> {
            Account account = waiting.account;
            if (account != null && account.rivals(left) && first(account) == account) {
                platform.tasks.run("channels.adopt", () -> adopt(channel, account.pid()));
            }
        });
    }

    /** All accounts, by id. */
    public List<Account> list() {
        List<Account> accounts = new ArrayList<>();
        synchronized (this) {
            adopted.values().stream()
                    .sorted(Comparator.comparingLong(one -> one.order))
                    .forEach(one -> {
                        if (one.account != null) {
                            accounts.add(one.account);
                        }
                    });
        }
        accounts.sort(Comparator.comparing(account -> account.id().toString()));
        return accounts;
    }

    /** The account of that name that is at work, or would be. */
    public synchronized Optional<Account> find(ChannelId id) {
        return adopted.values().stream()
                .filter(one -> one.account != null && one.account.id().equals(id))
                .min(Comparator.comparingLong(one -> one.order))
                .map(one -> one.account);
    }

    /** Has an account do something else from now on, also after a restart. Returns whether there is such an account. */
    public boolean wish(Principal actor, ChannelId id, Wish wish) throws InterruptedException {
        Optional<Account> account = find(id);
        if (account.isEmpty()) {
            return false;
        }
        platform.accounts.wish(actor, id, wish);
        if (wish == Wish.STOPPED) {
            account.get().stop();
        } else {
            account.get().start(wish);
        }
        return true;
    }

    /** Shows the other side of a conversation what its agent does, if its channel can. */
    public void sign(ChannelId id, String conversationKey, Sign sign) {
        find(id).ifPresent(account -> account.sign(conversationKey, sign));
    }

    /** Says that something may be in the outbox. */
    public void wake() {
        list().forEach(Account::wake);
    }

    @Override
    public Health check() {
        List<String> bad = list().stream()
                .filter(account -> account.wish() != Wish.STOPPED)
                .filter(account -> account.standing().status().state() == ChannelStatus.State.DOWN
                        || account.standing().status().state() == ChannelStatus.State.DEGRADED)
                .map(account ->
                        account.id() + ": " + account.standing().status().code())
                .toList();
        return bad.isEmpty()
                ? Health.OK
                : Health.degraded("channels.account.down", "Accounts that do not work: " + String.join(", ", bad));
    }
}
