// SPDX-License-Identifier: Apache-2.0
package live.core.event;

import java.util.UUID;
import live.core.Principal;

/**
 * Something that is about to be committed.
 *
 * @param type {@code module.thing.verb} in the past tense: {@code channels.message.accepted}
 * @param aggregate what it happened to; events of one aggregate are read in the order of their commits
 * @param actor who did it
 * @param data a JSON object with ids and codes, no personal data
 */
public record NewEvent(String type, UUID aggregate, Principal actor, String data) {}
