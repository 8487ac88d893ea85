// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import java.util.concurrent.LinkedBlockingQueue;

/** One thread that commits one thing after the other, as the ledger does. */
final class Committer {
    private static final Runnable END = () -> {};

    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(RehearsalHost.CREDIT + 1);
    private final Thread thread;

    Committer(String name) {
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    void execute(Runnable commit) {
        queue.add(commit);
    }

    void close() throws InterruptedException {
        queue.put(END);
        thread.join(10_000);
    }

    private void work() {
        try {
            Runnable next;
            while ((next = queue.take()) != END) {
                next.run();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
