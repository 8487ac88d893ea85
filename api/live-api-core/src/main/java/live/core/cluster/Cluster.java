// SPDX-License-Identifier: Apache-2.0
package live.core.cluster;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The other nodes, as far as this one hears of them; a service that is there while a module for it is installed.
 *
 * <p>What is said here is a hint: after a pause two nodes may each believe that the other is gone. The right to do
 * something that only one may do is a row in the database, checked in the statement that does it. Thread-safe, nothing
 * blocks.
 */
public interface Cluster {
    /** The other nodes that are heard of. */
    Set<NodeId> others();

    /**
     * Asks the topic of this name on another node, at most once. Questions reach it confidentially and unaltered, but not
     * always in order, and sometimes late.
     *
     * @return what it answered; fails when the node is gone, has no such topic, or does not answer in time: then nobody
     *     knows whether it has heard the question
     */
    CompletionStage<byte[]> ask(NodeId node, String topic, byte[] question);
}
