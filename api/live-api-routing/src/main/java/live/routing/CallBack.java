// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.Optional;
import live.core.UserId;

/**
 * How a customer wants to be called back who does not wait on the line.
 *
 * @param medium by which agents get the callback
 * @param at not earlier; empty = when its turn comes
 * @param agent who shall do it if he is there
 */
public record CallBack(String medium, Optional<Instant> at, Optional<UserId> agent) {}
