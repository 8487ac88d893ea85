// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What waits for a domain's thread, within bounds. Thread-safe; one thread takes. */
final class Inbox {
    private static final int ROOM = 65_536;
    private static final int MOST_AT_ONCE = 4_000;

    private final BlockingQueue<Message> messages = new ArrayBlockingQueue<>(ROOM);
    /** Whether somebody has called since the last look: one call is enough. */
    private final AtomicBoolean woken = new AtomicBoolean();

    /** Answers whether there was room. */
    boolean offer(Message message) {
        return messages.offer(message);
    }

    int size() {
        return messages.size();
    }

    /** There are news elsewhere: whoever waits here looks. */
    void wake() {
        if (woken.compareAndSet(false, true) && !messages.offer(new Message.Wake())) {
            woken.set(false);
        }
    }

    /** Takes what there is, and waits a while for the first. */
    void take(List<Message> into, long waitMillis) throws InterruptedException {
        Message first = waitMillis > 0 ? messages.poll(waitMillis, TimeUnit.MILLISECONDS) : messages.poll();
        if (first != null) {
            into.add(first);
            woken.set(false);
            messages.drainTo(into, MOST_AT_ONCE - 1);
        }
    }

    /** Nothing of what waits will be done. */
    void fail(Throwable cause) {
        List<Message> left = new ArrayList<>();
        messages.drainTo(left);
        left.forEach(message -> message.fail(cause));
    }
}
