// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Duration;
import java.util.Optional;

/**
 * Where somebody stands who waits.
 *
 * @param position 1 = the next
 * @param expected how long it will take as a rule, empty if that is not known
 */
public record Place(WorkId work, int position, Optional<Duration> expected) {}
