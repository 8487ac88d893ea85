// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.channel.Acceptance;
import live.channel.Address;
import live.channel.Content;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.Outbound;
import live.channel.email.internal.mime.ReadMail;
import live.channel.email.internal.receive.TooLargeNotice;
import live.channel.email.internal.send.SmtpSender;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a mail that was too large, once per sender and hour, and never a machine. */
final class TooLargeReply implements TooLargeNotice {
    private static final Logger LOG = LoggerFactory.getLogger(TooLargeReply.class);
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final int SENDERS = 10_000;

    private final Settings settings;
    private final SmtpSender sender;
    private final Clock clock;
    private final Set<MessageId> owed = new HashSet<>();
    private final Map<String, Instant> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > SENDERS;
        }
    };

    TooLargeReply(Settings settings, SmtpSender sender, Clock clock) {
        this.settings = settings;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Boolean> send(ReadMail mail, Acceptance.Accepted accepted) {
        Inbound inbound = mail.inbound();
        MessageId message = accepted.message();
        boolean wanted = mail.answerable()
                && settings.sends()
                && !settings.tooLargeReply().isEmpty();
        // A mailbox that keeps its mails is read again after each start, and nobody is told again then.
        boolean settled = accepted.duplicate() && !owes(message);
        if (!wanted || settled || wasTold(inbound.from())) {
            return CompletableFuture.completedStage(true);
        }
        return sender.send(new Reply(inbound, message, text(inbound), clock.instant()))
                .thenApply(delivery -> {
                    if (delivery instanceof Delivery.Failed failed) {
                        LOG.warn(
                                "email.notice.failed: a sender was not told that a mail is too large: {}",
                                failed.code());
                        LOG.debug("the server said: {}", failed.reason());
                    }
                    boolean later = delivery instanceof Delivery.Failed failed && failed.retryable();
                    remember(inbound.from(), message, later);
                    return !later;
                });
    }

    private synchronized boolean wasTold(Address sender) {
        Instant when = told.get(sender.value());
        return when != null && when.plus(SILENCE).isAfter(clock.instant());
    }

    private synchronized boolean owes(MessageId message) {
        return owed.contains(message);
    }

    private synchronized void remember(Address sender, MessageId message, boolean later) {
        if (later && owed.size() < SENDERS) {
            owed.add(message);
        } else {
            owed.remove(message);
            told.put(sender.value(), clock.instant());
        }
    }

    private String text(Inbound inbound) {
        long size = Long.parseLong(inbound.attributes().getOrDefault("too-large", "0"));
        return settings.tooLargeReply()
                .replace("{size}", Long.toString(size / 1_000_000))
                .replace("{limit}", Long.toString(settings.largestBytes() / 1_000_000))
                .replace("{subject}", inbound.subject());
    }

    /** The answer; its id is made from the mail's, so that a repetition is the same answer. */
    private record Reply(Inbound inbound, MessageId accepted, String text, Instant sentAt) implements Outbound {
        @Override
        public MessageId id() {
            return new MessageId(UUID.nameUUIDFromBytes((accepted + " too large").getBytes(StandardCharsets.US_ASCII)));
        }

        @Override
        public InteractionId interaction() {
            return new InteractionId(accepted.value());
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public String conversationKey() {
            return inbound.conversationKey();
        }

        @Override
        public List<Address> to() {
            return List.of(inbound.from());
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
            return "Re: " + inbound.subject();
        }

        @Override
        public List<Content> contents() {
            return List.of(new Content.Text(text));
        }

        @Override
        public List<ExternalId> references() {
            return List.of(inbound.id());
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
        public Map<String, String> attributes() {
            return Map.of();
        }
    }
}
