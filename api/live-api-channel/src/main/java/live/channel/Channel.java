// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One configured account of a channel: a mailbox, an SMPP bind, a messenger page. Partners implement this.
 *
 * <p>Register one service per account, as a rule a Declarative Services component with a factory configuration. The
 * platform calls {@link #start} when the service appears and {@link #stop} when it leaves; between them the channel turns
 * what arrives into {@link Inbound} and what it is given into the outside world. It knows nothing of routing or tickets.
 *
 * <p>What else a channel can do is told by further interfaces that the same object implements, never by flags.
 */
@ConsumerType
public interface Channel {
    /** Who this is. Constant for the life of the service; called from any thread. */
    ChannelInfo info();

    /**
     * Begins to work. Returns at once: connecting happens in the background, by {@link ChannelHost#run}, and
     * is told by {@link ChannelHost#status}. Until the first status the account counts as unknown.
     *
     * @param host the only way into the platform; revoked after {@link #stop}, when every call of it throws {@link
     *     RevokedException}
     */
    void start(ChannelHost host);

    /**
     * Ends work. Returns at once; tasks given to the host are closed by the platform right after. What was passed to
     * {@link ChannelHost#accept} and not answered will not be: leave it where it came from. The same account may be
     * started again later, with another host.
     */
    void stop();

    /**
     * Sends a message. The platform has at most {@link ChannelInfo#window} sends outstanding, and sends the messages of one
     * conversation one after the other, each after the delivery of the one before is known.
     *
     * <p>The message's id is the same on every repetition, so pass it on where the protocol can tell duplicates. Must not
     * block: hand over to a task of {@link ChannelHost#run}, or answer from an asynchronous client. An answer that does
     * not come within {@link ChannelInfo#sendLimit} counts as {@link Delivery.Unknown}.
     *
     * @return how it went; completing it exceptionally counts as {@link Delivery.Unknown}, because nobody can tell
     */
    CompletionStage<Delivery> send(Outbound message);
}
