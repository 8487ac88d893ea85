// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.time.Instant;
import java.util.List;
import live.channel.Address;
import live.core.PersonId;
import live.core.TenantId;

/**
 * Somebody outside. An immutable snapshot.
 *
 * @param name as the person gave it last, empty if never
 */
public record Person(
        TenantId tenant, PersonId id, String name, List<Address> addresses, Instant firstSeen, Profile profile) {}
