// SPDX-License-Identifier: Apache-2.0
package live.routing;

import live.core.QueueId;
import live.core.SkillId;
import live.core.UserId;

/** Where work goes to. */
public sealed interface Target {
    record Agent(UserId agent) implements Target {}

    record Queue(QueueId queue) implements Target {}

    record SkillGroup(SkillId skill, int level) implements Target {}

    /** An automatic dialogue, such as a menu of the IVR. */
    record Dialog(String name) implements Target {}

    /** An address outside. */
    record External(String address) implements Target {}
}
