// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.channel.Channel;
import live.channel.ChannelHost;
import live.channel.ChannelInfo;
import live.channel.ChannelStatus;
import live.channel.Delivery;
import live.channel.Exclusive;
import live.channel.Outbound;
import live.channel.email.internal.net.Sockets;
import live.channel.email.internal.receive.ImapReceiver;
import live.channel.email.internal.receive.Intakes;
import live.channel.email.internal.receive.Pop3Receiver;
import live.channel.email.internal.send.SmtpSender;
import live.core.ChannelId;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** One mail account. */
@Component(
        service = Channel.class,
        configurationPid = EmailAccount.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EmailAccount.class, factory = true)
public final class EmailChannel implements Channel, Exclusive {
    private static final String KIND = "email";
    private static final Delivery CANNOT_SEND =
            new Delivery.Failed("email.account.receives-only", "The account has no server for sending.", false);

    private final EmailAccount account;
    private final ChannelInfo info;
    private volatile Connections connections = new Connections(new Sockets(), null);

    /** What one start has opened and its stop closes; a start after a stop begins anew. */
    private record Connections(Sockets receiving, @Nullable SmtpSender sender) {}

    @Activate
    public EmailChannel(EmailAccount account, Map<String, Object> properties) {
        this.account = account;
        Duration sendLimit = Duration.ofSeconds(account.timeoutSeconds()).multipliedBy(10);
        ChannelId id = new ChannelId(KIND, name(String.valueOf(properties.get("service.pid"))));
        info = new ChannelInfo(id, account.address(), KIND, 20, sendLimit);
    }

    /** The part of the PID that the administrator chose. */
    private static String name(String pid) {
        String own = pid.startsWith(EmailAccount.PID) ? pid.substring(EmailAccount.PID.length()) : pid;
        String word = own.replaceFirst("^[~.-]+", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        String name = word.replaceFirst("^[._-]+", "");
        return name.isEmpty() ? "account" : name.substring(0, Math.min(name.length(), 63));
    }

    @Override
    public ChannelInfo info() {
        return info;
    }

    /** The mailbox, whatever protocol it is read by; none while the settings say nothing that works. */
    @Override
    public String source() {
        try {
            Settings settings = Settings.of(account, reference -> "");
            return settings.receives() ? settings.source() : "";
        } catch (IllegalArgumentException invalid) {
            return "";
        }
    }

    @Override
    public void start(ChannelHost host) {
        Settings settings;
        try {
            settings = Settings.of(account, host::secret);
        } catch (IllegalArgumentException invalid) {
            host.status(ChannelStatus.down("email.settings.invalid", "A setting has a value that is not offered."));
            return;
        }
        if (!settings.receives() && !settings.sends()) {
            host.status(ChannelStatus.down("email.settings.empty", "Name a server for receiving or for sending."));
            return;
        }
        Health health = new Health(host, settings.receives(), settings.sends());
        SmtpSender smtp = new SmtpSender(settings, health, host, info.window());
        Sockets sockets = new Sockets();
        connections = new Connections(sockets, settings.sends() ? smtp : null);
        if (settings.sends()) {
            smtp.start(host, info.sendLimit());
        }
        if (settings.receives()) {
            Intakes intakes = new Intakes(settings, host, new TooLargeReply(settings, smtp, host.clock()));
            if (settings.protocol() == Settings.Protocol.IMAP) {
                ImapReceiver receiver = new ImapReceiver(settings, sockets, health, host, intakes);
                host.run("receive", receiver);
                host.every("nudge", settings.poll(), receiver::nudge);
            } else {
                host.run("receive", new Pop3Receiver(settings, sockets, health, host, intakes));
            }
        }
    }

    @Override
    public void stop() {
        connections.receiving().close();
        SmtpSender smtp = connections.sender();
        if (smtp != null) {
            smtp.stop();
        }
    }

    @Override
    public CompletionStage<Delivery> send(Outbound message) {
        SmtpSender smtp = connections.sender();
        return smtp == null ? CompletableFuture.completedStage(CANNOT_SEND) : smtp.send(message);
    }

    @Override
    public String toString() {
        return "channel " + info.id();
    }
}
