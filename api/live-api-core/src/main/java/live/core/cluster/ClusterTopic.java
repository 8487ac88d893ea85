// SPDX-License-Identifier: Apache-2.0
package live.core.cluster;

/** What a module's nodes talk about among themselves; register it as a service. Methods are called on several threads. */
public interface ClusterTopic {
    /** One word, unique: {@code routing}. */
    String name();

    /**
     * Another node asks. Must not wait for other nodes, nor long for anything.
     *
     * @return the answer, empty for none
     */
    byte[] asked(NodeId node, byte[] question);

    /** A node is heard of for the first time. */
    default void joined(NodeId node) {}

    /** A node is heard of no longer, told once: its process has ended, or cannot be reached, or is very slow. */
    default void left(NodeId node) {}
}
