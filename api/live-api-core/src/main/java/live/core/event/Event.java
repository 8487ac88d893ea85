// SPDX-License-Identifier: Apache-2.0
package live.core.event;

import java.time.Instant;
import java.util.UUID;
import live.core.TenantId;
import live.core.UserId;

/**
 * Something that has happened and is committed.
 *
 * @param position place in the one order of all events, dense enough to resynchronise by, assigned after the commit by a
 *     single sequencer, so that no reader ever skips a late one
 * @param data a JSON object with ids and codes, no personal data
 */
public record Event(
        long position, TenantId tenant, String type, UUID aggregate, UserId actor, Instant at, String data) {}
