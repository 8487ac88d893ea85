// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import org.osgi.annotation.versioning.ProviderType;

/** A message to send. The platform makes these; an interface, so that it can grow. Immutable. */
@ProviderType
public interface Outbound {
    /** Stable over retries and restarts. */
    MessageId id();

    InteractionId interaction();

    /** Its place in the conversation, as in {@link Said}; 0 for a message that only tries the account. */
    long position();

    /** As in the inbound messages of the same conversation. */
    String conversationKey();

    List<Address> to();

    List<Address> cc();

    List<Address> bcc();

    String subject();

    List<Content> contents();

    /** The message that this one answers and those before it, nearest first; empty when it begins a conversation. */
    List<ExternalId> references();

    /** Whether a machine wrote it, so that other machines do not answer. */
    boolean automatic();

    /** How often this message was tried before; 0 the first time. */
    int attempt();

    /** When the agent sent it. */
    Instant sentAt();

    /** What the channel's own part of the desktop added. */
    Map<String, String> attributes();
}
