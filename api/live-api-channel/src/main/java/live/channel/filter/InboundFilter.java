// SPDX-License-Identifier: Apache-2.0
package live.channel.filter;

import live.channel.Inbound;
import live.core.ChannelId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at every message that arrives and says what is to become of it; register it as a service. Filters are asked one
 * after the other, the lowest {@link #order} first, each with the verdict of those before.
 *
 * <p>Runs on the thread that hands the message over, before anything is stored: it must answer from memory within
 * milliseconds and be thread-safe. When one throws, the message is not taken now and comes again.
 */
@ConsumerType
public interface InboundFilter {
    /** Stable name for logs and for tracing a message: {@code module.purpose}. */
    String name();

    /** Place among the filters. The classification rules of the administrators stand at {@value #RULES}. */
    int order();

    /** Where the administrators' rules stand: who comes later overrules them. */
    int RULES = 500;

    Verdict judge(ChannelId channel, Inbound message, Verdict before);

    /**
     * Hears that a message was stored that nobody had stored before, for filters that count: what is deferred is judged
     * each time it comes, and stored once. Called on a thread that commits, so it must answer from memory as well.
     */
    default void stored(ChannelId channel, Inbound message) {}
}
