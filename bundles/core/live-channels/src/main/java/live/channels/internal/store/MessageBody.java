// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.util.List;
import java.util.Map;
import live.channel.Address;
import live.channel.Content;

/**
 * The part of a message that is personal: stored only encrypted.
 *
 * @param replyTo whom to answer; the sender, as a rule
 */
public record MessageBody(
        Address from,
        Address replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        String subject,
        List<Content> contents,
        Map<String, String> attributes) {}
