// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import live.channel.Address;
import live.channel.Content;
import live.channel.Outbound;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;

/** A message of the outbox, as its channel sees it. */
public record StoredOutbound(
        MessageId id,
        InteractionId interaction,
        long position,
        String conversationKey,
        MessageBody body,
        List<ExternalId> references,
        int attempt,
        Instant sentAt)
        implements Outbound {
    /** The attribute that says that a machine wrote a message. */
    public static final String AUTOMATIC = "automatic";

    @Override
    public List<Address> to() {
        return body.to();
    }

    @Override
    public List<Address> cc() {
        return body.cc();
    }

    @Override
    public List<Address> bcc() {
        return body.bcc();
    }

    @Override
    public String subject() {
        return body.subject();
    }

    @Override
    public List<Content> contents() {
        return body.contents();
    }

    @Override
    public boolean automatic() {
        return Boolean.parseBoolean(body.attributes().getOrDefault(AUTOMATIC, "false"));
    }

    @Override
    public Map<String, String> attributes() {
        return body.attributes();
    }
}
