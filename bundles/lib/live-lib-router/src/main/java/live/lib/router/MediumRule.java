// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.Objects;

/**
 * How a medium behaves beside others.
 *
 * @param blockedBy media of which an agent may hold nothing while he gets a contact of this one: a chat blocked by
 *     {@code voice} is not offered to somebody on the phone
 */
public record MediumRule(String medium, List<String> blockedBy) {
    public MediumRule {
        Objects.requireNonNull(medium);
        blockedBy = List.copyOf(blockedBy);
    }
}
