// SPDX-License-Identifier: Apache-2.0
package live.push.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way to one browser, in order, one at a time. Never blocks; a browser that lets too much pile up is
 * given up. Thread-safe.
 */
public final class Outbox {
    private static final int FRAMES = 2_000;
    private static final int CHARACTERS = 4 << 20;

    private final int mostFrames;
    private final int mostCharacters;
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private final BiConsumer<String, Consumer<Boolean>> wire;
    private final Runnable giveUp;
    private int characters;
    private boolean busy;
    private boolean closed;

    /** @param sent told when the frame has left, or will not; null if nobody asks */
    private record Frame(String text, @Nullable CompletableFuture<Void> sent) {
        void lost() {
            if (sent != null) {
                sent.completeExceptionally(new IllegalStateException("the line is gone"));
            }
        }
    }

    /** For a browser of the staff. */
    Outbox(BiConsumer<String, Consumer<Boolean>> wire, Runnable giveUp) {
        this(FRAMES, CHARACTERS, wire, giveUp);
    }

    /**
     * @param mostFrames that may wait
     * @param mostCharacters that may wait
     * @param wire sends a frame and tells later, or at once, whether that went well
     * @param giveUp called once; must not block
     */
    public Outbox(int mostFrames, int mostCharacters, BiConsumer<String, Consumer<Boolean>> wire, Runnable giveUp) {
        this.mostFrames = mostFrames;
        this.mostCharacters = mostCharacters;
        this.wire = wire;
        this.giveUp = giveUp;
    }

    /** Sends a frame. */
    public void send(String frame) {
        send(new Frame(frame, null));
    }

    /**
     * Sends a frame.
     *
     * @param sent completed when the frame has left; exceptionally when it never will
     */
    public void send(String frame, CompletableFuture<Void> sent) {
        send(new Frame(frame, sent));
    }

    private void send(Frame frame) {
        boolean full = false;
        boolean late;
        List<Frame> lost = List.of();
        synchronized (waiting) {
            late = closed;
            if (!late) {
                full = waiting.size() == mostFrames || characters + frame.text().length() > mostCharacters;
                if (full) {
                    lost = shut();
                } else {
                    waiting.add(frame);
                    characters += frame.text().length();
                    if (busy) {
                        return;
                    }
                    busy = true;
                }
            }
        }
        if (full || late) {
            lost.forEach(Frame::lost);
            frame.lost();
            if (full) {
                giveUp.run();
            }
        } else {
            drain();
        }
    }

    /** Nothing more is sent. */
    public void close() {
        List<Frame> lost;
        synchronized (waiting) {
            lost = shut();
        }
        lost.forEach(Frame::lost);
    }

    private void drain() {
        while (true) {
            Frame frame;
            synchronized (waiting) {
                frame = waiting.poll();
                if (frame == null || closed) {
                    busy = false;
                    return;
                }
                characters -= frame.text().length();
            }
            // Whoever of the two comes second goes on: so a wire that answers at once does not deepen the stack.
            AtomicBoolean first = new AtomicBoolean(true);
            wire.accept(frame.text(), left -> {
                if (left && frame.sent() != null) {
                    frame.sent().complete(null);
                }
                if (!left) {
                    frame.lost();
                    fail();
                } else if (!first.getAndSet(false)) {
                    drain();
                }
            });
            if (first.getAndSet(false)) {
                return;
            }
        }
    }

    private void fail() {
        List<Frame> lost;
        synchronized (waiting) {
            if (closed) {
                return;
            }
            lost = shut();
        }
        lost.forEach(Frame::lost);
        giveUp.run();
    }

    private List<Frame> shut() {
        closed = true;
        List<Frame> lost = List.copyOf(waiting);
        waiting.clear();
        characters = 0;
        return lost;
    }
}
