// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;

/**
 * What makes a piece of work an invitation: to take part in a contact that somebody else owns.
 *
 * @param by who invited; whoever joined by himself invited himself
 */
public record Invitation(UUID contact, Role role, UUID by) {}
