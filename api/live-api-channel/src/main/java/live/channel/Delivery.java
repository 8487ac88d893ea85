// SPDX-License-Identifier: Apache-2.0
package live.channel;

import live.core.ExternalId;

/** How a message sent is doing. */
public sealed interface Delivery {
    /**
     * The other side has taken it over.
     *
     * @param id the name that later receipts use
     */
    record Sent(ExternalId id) implements Delivery {}

    /** It has reached its addressee's device or mailbox. */
    record Delivered() implements Delivery {}

    /** Its addressee has seen it. */
    record Read() implements Delivery {}

    /**
     * It was certainly not delivered.
     *
     * @param code stable: {@code email.recipient.unknown}
     * @param reason for the agent, in the other side's words where there are any
     * @param retryable whether trying again later may help; the platform then retries with growing pauses for a day
     */
    record Failed(String code, String reason, boolean retryable) implements Delivery {}

    /** Nobody can tell, as when a connection breaks after the last byte. Never repeated by the platform, only by people. */
    record Unknown(String reason) implements Delivery {}
}
