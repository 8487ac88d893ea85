// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.util.List;
import java.util.Map;
import live.channel.Address;
import live.channel.Content;
import live.core.MessageId;

/**
 * A message to write.
 *
 * @param id made by the caller, so that writing twice has the effect of once
 */
public record NewMessage(
        MessageId id,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        String subject,
        List<Content> contents,
        Map<String, String> attributes) {}
