// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.Optional;
import live.core.UserId;

/**
 * How a contact is put to rest. It keeps its place: when it waits again it has waited since it first came.
 *
 * @param until when it waits again; empty or past = at once
 * @param medium over which it goes on; empty = as before
 * @param agent who is asked first then, for as long as the queue waits for preferred agents
 * @param alone whether nobody else is asked, as long as that agent exists
 * @param notReached whether the customer was tried in vain: such attempts are counted, and the contact ends with the last
 *     one that its queue allows
 * @param reason a code, to be told and kept, and so nothing about anybody; empty if none
 */
public record Postponement(
        Optional<Instant> until,
        Optional<String> medium,
        Optional<UserId> agent,
        boolean alone,
        boolean notReached,
        String reason) {}
