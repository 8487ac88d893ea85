// SPDX-License-Identifier: Apache-2.0
package live.push.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Frames on their way to one browser, in order, one at a time. Never blocks; a browser that lets too much pile up is
 * given up. Thread-safe.
 */
final class Outbox {
    private static final int FRAMES = 2_000;
    private static final int CHARACTERS = 4 << 20;

    private final Queue<String> waiting = new ArrayDeque<>();
    private final BiConsumer<String, Consumer<Boolean>> wire;
    private final Runnable giveUp;
    private int characters;
    private boolean busy;
    private boolean closed;

    /**
     * @param wire sends a frame and tells later, or at once, whether that went well
     * @param giveUp called once; must not block
     */
    Outbox(BiConsumer<String, Consumer<Boolean>> wire, Runnable giveUp) {
        this.wire = wire;
        this.giveUp = giveUp;
    }

    void send(String frame) {
        boolean full;
        synchronized (waiting) {
            if (closed) {
                return;
            }
            full = waiting.size() == FRAMES || characters + frame.length() > CHARACTERS;
            if (full) {
                shut();
            } else {
                waiting.add(frame);
                characters += frame.length();
                if (busy) {
                    return;
                }
                busy = true;
            }
        }
        if (full) {
            giveUp.run();
        } else {
            drain();
        }
    }

    /** Nothing more is sent. */
    void close() {
        synchronized (waiting) {
            shut();
        }
    }

    private void drain() {
        while (true) {
            String frame;
            synchronized (waiting) {
                frame = waiting.poll();
                if (frame == null || closed) {
                    busy = false;
                    return;
                }
                characters -= frame.length();
            }
            // Whoever of the two comes second goes on: so a wire that answers at once does not deepen the stack.
            AtomicBoolean first = new AtomicBoolean(true);
            wire.accept(frame, sent -> {
                if (!sent) {
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
        synchronized (waiting) {
            if (closed) {
                return;
            }
            shut();
        }
        giveUp.run();
    }

    private void shut() {
        closed = true;
        waiting.clear();
        characters = 0;
    }
}
