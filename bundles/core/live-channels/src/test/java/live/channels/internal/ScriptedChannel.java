// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import live.channel.Channel;
import live.channel.ChannelHost;
import live.channel.ChannelInfo;
import live.channel.ChannelStatus;
import live.channel.Delivery;
import live.channel.Exclusive;
import live.channel.Outbound;
import live.core.ChannelId;
import live.core.ExternalId;

/** A channel whose answers a test decides. */
final class ScriptedChannel implements Channel, Exclusive {
    final List<Outbound> sends = new CopyOnWriteArrayList<>();
    final ChannelInfo info;
    volatile ChannelHost host;
    volatile boolean stopped;
    volatile String source = "";
    volatile Function<Outbound, CompletionStage<Delivery>> answer =
            message -> CompletableFuture.completedFuture(new Delivery.Sent(new ExternalId("sent-" + message.id())));

    ScriptedChannel(String name) {
        this(name, 10, Duration.ofMinutes(1));
    }

    ScriptedChannel(String name, int window, Duration limit) {
        info = new ChannelInfo(new ChannelId("email", name), name, "email", window, limit);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public ChannelInfo info() {
        return info;
    }

    @Override
    public void start(ChannelHost given) {
        host = given;
        given.status(ChannelStatus.UP);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public CompletionStage<Delivery> send(Outbound message) {
        sends.add(message);
        return answer.apply(message);
    }
}
