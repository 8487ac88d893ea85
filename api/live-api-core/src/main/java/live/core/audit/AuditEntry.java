// SPDX-License-Identifier: Apache-2.0
package live.core.audit;

import live.core.Principal;

/**
 * One act that matters.
 *
 * @param action {@code module.thing.verb}: {@code directory.user.create}, {@code security.session.refused}
 * @param subject what it was done to: {@code kind:id}, for example {@code ticket:0190…}
 * @param details a JSON object with ids, codes and names of changed settings; no personal data and no secret, so that
 *     erasing a person does not break the chain
 */
public record AuditEntry(Principal actor, String action, String subject, String details) {}
