// SPDX-License-Identifier: Apache-2.0
package live.cluster.internal;

/** Opens what other nodes send. */
@FunctionalInterface
interface Letters {
    /** Nobody reads it. */
    Letters NOBODY = (from, topic, closed) -> new byte[0];

    /** Answers a question, sealed; empty if it cannot be opened or nobody knows an answer. */
    byte[] open(String from, String topic, byte[] closed);
}
