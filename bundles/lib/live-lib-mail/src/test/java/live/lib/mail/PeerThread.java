// SPDX-License-Identifier: Apache-2.0
package live.lib.mail;

import java.io.IOException;

/** A thread of a server that a test plays. It ends with the conversation, however that ends. */
public final class PeerThread {
    private PeerThread() {}

    /** What such a thread does. */
    public interface Work {
        void run() throws IOException;
    }

    /** @param name begins with {@code peer}: the contract tests do not count these threads as the channel's */
    public static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException over) {
                        // The conversation is over.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
