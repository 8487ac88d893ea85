// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import live.channel.Acceptance;
import live.channel.Delivery;
import live.channel.RevokedException;
import live.channel.Said;
import live.channel.Sign;
import live.core.MessageId;
import live.core.visitor.VisitorLine;
import live.core.visitor.VisitorService;
import org.jspecify.annotations.Nullable;

/** One page of a visitor, and what it says. Nothing that it says is believed, but what it was told itself. Thread-safe. */
final class ChatLine implements VisitorService.Ear {
    private static final int PAGE = 50;
    /** Messages of ours whose arrival the page may still tell. */
    private static final int UNTOLD = 1_000;

    private static final Duration BUSY = Duration.ofMillis(500);

    private final VisitorLine line;
    private final Consumer<ChatLine> gone;
    private final AtomicBoolean storing = new AtomicBoolean();
    private final Set<MessageId> told = new LinkedHashSet<>();
    private @Nullable Chat chat;

    ChatLine(VisitorLine line, Consumer<ChatLine> gone) {
        this.line = line;
        this.gone = gone;
    }

    String branch() {
        return line.visitor().branch();
    }

    String visitor() {
        return line.visitor().id().toString();
    }

    private synchronized @Nullable Chat chat() {
        return chat;
    }

    /** The chat is there. */
    void join(Chat there) {
        synchronized (this) {
            if (chat == there) {
                return;
            }
            chat = there;
        }
        storing.set(false);
        there.join(this);
        line.send("here", "{}");
    }

    /** The chat is away for a moment. */
    void leave(Chat leaving) {
        synchronized (this) {
            if (chat != leaving) {
                return;
            }
            chat = null;
        }
        line.send("away", "{}");
    }

    @Override
    public void close() {
        gone.accept(this);
        Chat mine;
        synchronized (this) {
            mine = chat;
            chat = null;
        }
        if (mine != null) {
            mine.leave(this);
        }
    }

    @Override
    public void hear(String name, String json) {
        Chat there = chat();
        if (there == null) {
            // It is said again when the chat is back.
            return;
        }
        try {
            hear(there, name, json);
        } catch (RevokedException e) {
            // The chat ends in this moment: the same.
            return;
        }
    }

    private void hear(Chat there, String name, String json) {
        switch (name) {
            case "resume" -> resume(there, ChatFrames.position(json, "after", -1));
            case "older" -> older(there, ChatFrames.position(json, "before", Long.MAX_VALUE));
            case "text" -> text(there, ChatFrames.text(json));
            case "got" -> receipt(there, ChatFrames.message(json), new Delivery.Delivered());
            case "seen" -> receipt(there, ChatFrames.message(json), new Delivery.Read());
            case "typing" -> there.sign(visitor(), ChatFrames.on(json) ? Sign.TYPING : Sign.IDLE);
            default -> throw new IllegalArgumentException("an unknown frame");
        }
    }

    private void resume(Chat there, long after) {
        if (after < 0) {
            older(there, Long.MAX_VALUE);
            return;
        }
        answer(there, there.host().conversation(visitor(), after, PAGE), items -> {
            line.send("said", ChatFrames.said(items, items.size() == PAGE, null));
        });
    }

    private void older(Chat there, long before) {
        answer(there, there.host().earlier(visitor(), before, PAGE), items -> {
            line.send("said", ChatFrames.said(items, false, items.size() == PAGE));
        });
    }

    private void answer(Chat there, CompletionStage<List<Said>> asked, Consumer<List<Said>> then) {
        asked.whenComplete((items, failure) -> {
            if (failure != null) {
                // Too much at once, or the database is away: the page asks again.
                line.send("later", ChatFrames.later("", BUSY.toMillis()));
                return;
            }
            items.stream().filter(Said::ours).map(Said::message).forEach(this::remember);
            if (!items.isEmpty()) {
                there.knows(visitor(), items.get(items.size() - 1).interaction());
            }
            then.accept(items);
        });
    }

    private void text(Chat there, ChatFrames.Text text) {
        if (text.text().isEmpty() || text.text().length() > ChatFrames.LONGEST_TEXT) {
            line.send("refused", ChatFrames.refused(text.id(), "chat.text.length"));
            return;
        }
        if (!storing.compareAndSet(false, true)) {
            // A page of ours waits for one answer before it says the next: so order needs no queue.
            line.send("later", ChatFrames.later(text.id(), BUSY.toMillis()));
            return;
        }
        CompletionStage<Acceptance> storedOrNot;
        try {
            storedOrNot = there.accept(this, text);
        } catch (RuntimeException e) {
            storing.set(false);
            throw e;
        }
        storedOrNot.whenComplete((acceptance, failure) -> {
            storing.set(false);
            if (failure != null) {
                line.send("later", ChatFrames.later(text.id(), BUSY.toMillis()));
                return;
            }
            acceptance.<@Nullable Void>match(
                    stored -> {
                        line.send("took", ChatFrames.took(text.id(), stored, there.now()));
                        there.said(this, text, stored);
                        return null;
                    },
                    deferred -> {
                        line.send(
                                "later",
                                ChatFrames.later(
                                        text.id(), deferred.retryAfter().toMillis()));
                        return null;
                    },
                    refused -> {
                        line.send("refused", ChatFrames.refused(text.id(), refused.code()));
                        return null;
                    });
        });
    }

    /** Only what this page was told can it have got. */
    private void receipt(Chat there, MessageId message, Delivery delivery) {
        synchronized (told) {
            if (!told.contains(message)) {
                return;
            }
        }
        there.receipt(message, delivery);
    }

    private void remember(MessageId message) {
        synchronized (told) {
            told.add(message);
            if (told.size() > UNTOLD) {
                told.remove(told.iterator().next());
            }
        }
    }

    /** Tells a message of ours. */
    CompletionStage<Void> tell(MessageId message, String json) {
        remember(message);
        return line.send("message", json);
    }

    /** Tells what needs no memory. */
    void send(String name, String json) {
        line.send(name, json);
    }
}
