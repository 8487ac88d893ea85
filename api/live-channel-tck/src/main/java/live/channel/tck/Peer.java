// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import java.util.List;
import live.channel.Address;
import live.channel.Channel;

/**
 * The world outside a channel: the mail server, the SMSC, and the people behind it. A channel's tests bring one, around
 * the real thing if they can. A peer is used by one test; its methods are called from the test's thread.
 */
public interface Peer extends AutoCloseable {
    /**
     * A new account of the channel, not yet started, that talks to this peer. Short time limits, please: some tests wait
     * for them. Two accounts of one peer are the same account, before and after a restart.
     */
    Channel channel();

    /** Somebody outside writes. Returns when the message lies at the peer, ready for the channel. */
    void write(String party, String conversation, String text);

    /**
     * Presents the message written last once more under the same identity, as happens when a confirmation is lost.
     *
     * @return false if the protocol cannot do that
     */
    boolean writeAgain();

    /** How many of the messages written the channel has not confirmed yet: unflagged, unanswered, not deleted. */
    int unconfirmed();

    /** Where somebody outside is reached. */
    Address address(String party);

    /** What people outside have received, oldest first. */
    List<Received> received();

    /** Breaks every connection and refuses new ones, losing nothing that was written. */
    void vanish();

    /** Ends {@link #vanish} and {@link #stall}. */
    void comeBack();

    /** Goes on taking connections and bytes, but says nothing any more. */
    void stall();

    /** How many connections are open. */
    int connections();

    /** A password that the account uses, which must never be seen; empty if there is none. */
    String secret();

    @Override
    void close() throws Exception;

    /** A message that arrived outside. */
    record Received(String party, String text) {}
}
