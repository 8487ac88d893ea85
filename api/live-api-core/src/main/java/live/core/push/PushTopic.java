// SPDX-License-Identifier: Apache-2.0
package live.core.push;

import live.core.Principal;

/**
 * A topic on {@code /ws/staff}; register it as a service. It may come and go while sockets stay open.
 *
 * <p>Methods are called on platform threads, for one subscriber one at a time, and must not block.
 */
public interface PushTopic {
    /** One word, unique: {@code routing}. */
    String name();

    /**
     * A browser subscribes. The topic sends a snapshot to it at once and changes from then on, until the subscription is
     * closed.
     *
     * @param argument what the browser asked for, empty if nothing
     * @return what ends the subscription, called exactly once: when the browser leaves or unsubscribes
     */
    AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber);

    /**
     * A browser sends something to the topic: typing, "I am looking at this". Not for commands that must not be lost;
     * those are REST.
     */
    default void receive(Principal principal, String message, PushSubscriber subscriber) {}
}
