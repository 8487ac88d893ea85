// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import live.channel.Address;
import live.channel.Content;
import live.channel.Outbound;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;

/** A message to send, made by a test. */
public record RehearsalMessage(
        MessageId id,
        InteractionId interaction,
        long position,
        String conversationKey,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        String subject,
        List<Content> contents,
        List<ExternalId> references,
        boolean automatic,
        int attempt,
        Instant sentAt,
        Map<String, String> attributes)
        implements Outbound {

    private static final AtomicLong POSITIONS = new AtomicLong();

    /** A plain text to one person. */
    public static RehearsalMessage text(Address to, String conversationKey, String text) {
        return of(to, conversationKey, "Rehearsal", List.of(new Content.Text(text)), List.of());
    }

    /** A message to one person. */
    public static RehearsalMessage of(
            Address to, String conversationKey, String subject, List<Content> contents, List<ExternalId> references) {
        return new RehearsalMessage(
                MessageId.next(),
                InteractionId.next(),
                POSITIONS.incrementAndGet(),
                conversationKey,
                List.of(to),
                List.of(),
                List.of(),
                subject,
                contents,
                references,
                false,
                0,
                Instant.now(),
                Map.of());
    }
}
