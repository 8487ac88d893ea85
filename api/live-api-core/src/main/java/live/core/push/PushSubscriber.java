// SPDX-License-Identifier: Apache-2.0
package live.core.push;

/** One browser's subscription. Thread-safe. */
public interface PushSubscriber {
    /**
     * Sends a JSON value. Never blocks: a browser that does not keep up is disconnected, and resynchronises by itself.
     */
    void send(String json);
}
