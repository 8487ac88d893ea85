// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import live.channel.Acceptance;
import live.channel.Address;
import live.channel.ChannelHost;
import live.channel.ChannelStatus;
import live.channel.Content;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.Outbound;
import live.channel.RevokedException;
import live.channel.Sign;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chat of a branch between a start and a stop of its account. Thread-safe. */
final class Chat {
    static final String VISITOR = "visitor";
    private static final int SHOWN = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);

    private final String branch;
    private final ChannelHost host;
    private final Map<String, Talk> talks = new ConcurrentHashMap<>();
    private volatile boolean reachable;

    /** A visitor who is there. */
    private static final class Talk {
        final Set<ChatLine> lines = ConcurrentHashMap.newKeySet();
        volatile @org.jspecify.annotations.Nullable InteractionId interaction;
    }

    Chat(String branch, ChannelHost host) {
        this.branch = branch;
        this.host = host;
    }

    String branch() {
        return branch;
    }

    ChannelHost host() {
        return host;
    }

    String now() {
        return host.clock().instant().toString();
    }

    /** Whether visitors can come at all. */
    void reachable(boolean can) {
        reachable = can;
        unlessOver(() -> host.status(
                can
                        ? ChannelStatus.UP
                        : ChannelStatus.down(
                                "chat.visitors.unreachable", "The module that lets visitors in does not run.")));
    }

    void join(ChatLine line) {
        talks.compute(line.visitor(), (any, known) -> {
            Talk talk = known == null ? new Talk() : known;
            talk.lines.add(line);
            return talk;
        });
        sign(line.visitor(), Sign.PRESENT);
    }

    void leave(ChatLine line) {
        Talk left = talks.get(line.visitor());
        talks.computeIfPresent(line.visitor(), (any, talk) -> {
            talk.lines.remove(line);
            return talk.lines.isEmpty() ? null : talk;
        });
        if (left != null && left.lines.isEmpty() && left.interaction != null) {
            give(left.interaction, Sign.AWAY);
        }
    }

    /** A visitor's message. Answered when it is stored, and not before. */
    CompletionStage<Acceptance> accept(ChatLine line, ChatFrames.Text text) {
        return host.accept(Inbound.from(new Address(VISITOR, line.visitor(), name(line.visitor())))
                .id(new ExternalId(line.visitor() + "/" + text.id()))
                .conversationKey(line.visitor())
                .subject(text.subject())
                .text(text.text())
                .build());
    }

    /** By which people here tell him from others, in any language. */
    private static String name(String visitor) {
        return "Chat " + visitor.substring(visitor.length() - SHOWN).toUpperCase(Locale.ROOT);
    }

    /** It is stored: the visitor's other pages show it, too. */
    void said(ChatLine by, ChatFrames.Text text, Acceptance.Accepted stored) {
        knows(by.visitor(), stored.interaction());
        Talk talk = talks.get(by.visitor());
        if (talk != null) {
            String frame = ChatFrames.message(text, stored, now());
            talk.lines.stream().filter(line -> line != by).forEach(line -> line.send("message", frame));
        }
    }

    /** The newest contact of a visitor: signs are about that one. */
    void knows(String visitor, InteractionId interaction) {
        Talk talk = talks.get(visitor);
        if (talk != null && !interaction.equals(talk.interaction)) {
            talk.interaction = interaction;
            give(interaction, Sign.PRESENT);
        }
    }

    void sign(String visitor, Sign sign) {
        Talk talk = talks.get(visitor);
        InteractionId interaction = talk == null ? null : talk.interaction;
        if (interaction != null) {
            give(interaction, sign);
        }
    }

    private void give(InteractionId interaction, Sign sign) {
        unlessOver(() -> host.sign(interaction, sign));
    }

    /** Visitors come and go while the account is being stopped. */
    private static void unlessOver(Runnable call) {
        try {
            call.run();
        } catch (RevokedException e) {
            LOG.debug("chat.over", e);
        }
    }

    void receipt(MessageId message, Delivery delivery) {
        host.receipt(message, delivery).whenComplete((done, failure) -> {
            if (failure != null) {
                // The page tells it again when it comes back.
                LOG.debug("chat.receipt.failed: {}", message, failure);
            }
        });
    }

    /** The agent gives a sign. */
    void show(String visitor, Sign sign) {
        Talk talk = talks.get(visitor);
        if (talk != null) {
            String frame = ChatFrames.sign(sign.name());
            talk.lines.forEach(line -> line.send("sign", frame));
        }
    }

    /**
     * Sends to every page of the visitor. When he has none it is sent all the same: it lies in the ledger, from where he
     * fetches it when he comes back.
     */
    CompletionStage<Delivery> send(Outbound message) {
        if (!reachable) {
            return done(new Delivery.Failed(
                    "chat.visitors.unreachable", "The module that lets visitors in does not run.", true));
        }
        if (message.contents().stream().anyMatch(Content.Attachment.class::isInstance)) {
            return done(new Delivery.Failed("chat.files.none", "Files cannot be sent over a chat.", false));
        }
        Delivery sent = new Delivery.Sent(new ExternalId(message.id().toString()));
        Talk talk = talks.get(message.to().get(0).value());
        List<ChatLine> lines = talk == null ? List.of() : List.copyOf(talk.lines);
        if (talk == null || lines.isEmpty()) {
            return done(sent);
        }
        talk.interaction = message.interaction();
        String frame = ChatFrames.message(message);
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(lines.size());
        for (ChatLine line : lines) {
            line.tell(message.id(), frame).whenComplete((gone, failure) -> {
                if (failure == null || left.decrementAndGet() == 0) {
                    delivery.complete(sent);
                }
            });
        }
        return delivery;
    }

    private static CompletionStage<Delivery> done(Delivery delivery) {
        return CompletableFuture.completedFuture(delivery);
    }
}
