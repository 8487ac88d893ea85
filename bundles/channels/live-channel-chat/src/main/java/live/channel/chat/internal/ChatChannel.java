// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.channel.Channel;
import live.channel.ChannelHost;
import live.channel.ChannelInfo;
import live.channel.Delivery;
import live.channel.Outbound;
import live.channel.Sign;
import live.channel.SignAware;
import live.core.ChannelId;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The chat of one branch. */
@Component(
        service = Channel.class,
        configurationPid = ChatAccount.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ChatAccount.class, factory = true)
public final class ChatChannel implements Channel, SignAware {
    private static final String KIND = "chat";
    private static final int WINDOW = 500;
    private static final Delivery STOPPED = new Delivery.Failed("chat.stopped", "The chat is stopped.", true);

    private final ChatDesk desk;
    private final ChannelInfo info;
    private volatile @Nullable Chat chat;

    @Activate
    public ChatChannel(ChatAccount account, Map<String, Object> properties, @Reference ChatDesk desk) {
        this.desk = desk;
        String pid = String.valueOf(properties.get("service.pid"));
        String name = pid.startsWith(ChatAccount.PID + "~") ? pid.substring(ChatAccount.PID.length() + 1) : "chat";
        ChannelId id = new ChannelId(KIND, name.toLowerCase(Locale.ROOT));
        info = new ChannelInfo(
                id,
                account.label().isBlank() ? name : account.label(),
                KIND,
                WINDOW,
                Duration.ofSeconds(account.sendSeconds()));
    }

    @Override
    public ChannelInfo info() {
        return info;
    }

    @Override
    public void start(ChannelHost host) {
        Chat begun = new Chat(info.id().name(), host);
        chat = begun;
        desk.begin(begun);
    }

    @Override
    public void stop() {
        Chat ending = chat;
        chat = null;
        if (ending != null) {
            desk.end(ending);
        }
    }

    @Override
    public CompletionStage<Delivery> send(Outbound message) {
        Chat there = chat;
        return there == null ? CompletableFuture.completedFuture(STOPPED) : there.send(message);
    }

    @Override
    public void sign(String conversationKey, Sign sign) {
        Chat there = chat;
        if (there != null) {
            there.show(conversationKey, sign);
        }
    }
}
