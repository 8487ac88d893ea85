// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import java.util.List;
import live.channel.Delivery;
import live.channel.Inbound;
import live.core.MessageId;

/**
 * A mail, read.
 *
 * @param receipts what it tells of messages of ours
 * @param answerable whether a machine may answer it: a person wrote it, and the address leads to somebody
 */
public record ReadMail(Inbound inbound, List<Receipt> receipts, boolean answerable) {
    /** What became of a message of ours. */
    public record Receipt(MessageId message, Delivery delivery) {}
}
