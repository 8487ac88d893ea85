// SPDX-License-Identifier: Apache-2.0
package live.lib.router.estimate;

import live.lib.router.Availability;
import org.jspecify.annotations.Nullable;

/**
 * Who there is for more contacts, and how soon there are more of them.
 *
 * @param holdingMillis how long contacts such as these agents have in hand are in somebody's hands on average; null if
 *     nothing is known of that yet
 */
public record Outlook(Availability availability, @Nullable Double holdingMillis) {}
