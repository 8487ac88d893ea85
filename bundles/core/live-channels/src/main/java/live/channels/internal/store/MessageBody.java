// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.util.List;
import java.util.Map;
import live.channel.Address;
import live.channel.Content;

/** The part of a message that is personal: stored only encrypted. */
public record MessageBody(
        Address from,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        String subject,
        List<Content> contents,
        Map<String, String> attributes) {}
