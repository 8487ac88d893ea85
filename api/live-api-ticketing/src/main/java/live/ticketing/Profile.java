// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.util.Optional;
import java.util.OptionalInt;
import live.core.UserId;

/**
 * What a customer is to the organisation, as far as it decides how he is served.
 *
 * @param segment which group of customers he belongs to, in the organisation's own words: sorting rules may name it
 * @param priority from 0 to 9; his contacts have at least this one
 * @param manager his relationship manager, whom his contacts are offered first
 * @param version counts changes; 0 as long as nobody has said anything
 */
public record Profile(Optional<String> segment, OptionalInt priority, Optional<UserId> manager, long version) {
    public static final Profile NONE = new Profile(Optional.empty(), OptionalInt.empty(), Optional.empty(), 0);
}
