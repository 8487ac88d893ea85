// SPDX-License-Identifier: Apache-2.0
package live.itest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks for the same addresses again and again, and remembers every answer that was not as it should be. */
public final class Poll implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000;

    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger rounds = new AtomicInteger();
    private final Thread thread;
    private volatile boolean over;

    private Poll(Rest rest, List<String> paths) {
        thread = new Thread(
                () -> {
                    while (!over) {
                        for (String path : paths) {
                            ask(rest, path);
                        }
                        rounds.incrementAndGet();
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                "poll");
    }

    public static Poll start(Rest rest, String... paths) {
        Poll poll = new Poll(rest, List.of(paths));
        poll.thread.start();
        return poll;
    }

    private void ask(Rest rest, String path) {
        try {
            Answer answer = rest.get(path);
            if (answer.status() != 200) {
                wrong.add(answer.toString());
            }
        } catch (java.io.UncheckedIOException e) {
            wrong.add(path + ": " + e.getMessage());
        }
    }

    /** Answers other than 200. */
    public List<String> wrong() {
        synchronized (wrong) {
            return List.copyOf(wrong);
        }
    }

    public int rounds() {
        return rounds.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
