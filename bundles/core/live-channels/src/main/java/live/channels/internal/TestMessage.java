// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import live.channel.Address;
import live.channel.Content;
import live.channel.Outbound;
import live.core.ChannelId;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;

/** A message that tries the way out of an account and belongs to nobody. */
public final class TestMessage implements Outbound {
    private final MessageId id = MessageId.next();
    private final Instant at = Instant.ofEpochMilli(id.value().getMostSignificantBits() >>> 16);
    private final ChannelId channel;
    private final Address to;

    public TestMessage(ChannelId channel, String to) {
        this.channel = channel;
        this.to = channel.kind().equals("email") ? Address.email(to, "") : Address.of(channel.kind(), to);
    }

    @Override
    public MessageId id() {
        return id;
    }

    @Override
    public InteractionId interaction() {
        return new InteractionId(id.value());
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public String conversationKey() {
        return "test:" + id;
    }

    @Override
    public List<Address> to() {
        return List.of(to);
    }

    @Override
    public List<Address> cc() {
        return List.of();
    }

    @Override
    public List<Address> bcc() {
        return List.of();
    }

    @Override
    public String subject() {
        return "Test of " + channel;
    }

    @Override
    public List<Content> contents() {
        return List.of(new Content.Text("This message tries the account " + channel + ". Nobody needs to answer it."));
    }

    @Override
    public List<ExternalId> references() {
        return List.of();
    }

    @Override
    public boolean automatic() {
        return true;
    }

    @Override
    public int attempt() {
        return 0;
    }

    @Override
    public Instant sentAt() {
        return at;
    }

    @Override
    public Map<String, String> attributes() {
        return Map.of();
    }
}
