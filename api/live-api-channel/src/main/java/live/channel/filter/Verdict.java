// SPDX-License-Identifier: Apache-2.0
package live.channel.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.QueueId;
import live.core.SkillId;

/**
 * What is to become of a message. Immutable.
 *
 * @param queue where its contact waits; empty until somebody decides
 * @param priority 0 (whenever) to 9 (at once)
 * @param skills needed beside those of the queue, each at a level of 1 to 5
 * @param work whether it is work for agents; otherwise it is stored and shown with its conversation, and queued nowhere
 * @param refusal present if it is not taken at all
 * @param reasons who decided what, in order, for tracing; no personal data
 */
public record Verdict(
        Optional<QueueId> queue,
        int priority,
        Map<SkillId, Integer> skills,
        boolean work,
        Optional<Refusal> refusal,
        List<String> reasons) {

    /** The verdict before anybody was asked: work of middle priority. */
    public static final Verdict OPEN = new Verdict(Optional.empty(), 5, Map.of(), true, Optional.empty(), List.of());

    public Verdict {
        skills = Map.copyOf(skills);
        reasons = List.copyOf(reasons);
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("a priority is 0 to 9");
        }
    }

    /**
     * Never taken: the channel answers so to whoever sent it.
     *
     * @param code stable: {@code inbound.sender.blocked}
     */
    public record Refusal(String code, String reason) {}

    /** The same with a queue, a priority and skills. */
    public Verdict classified(QueueId toQueue, int withPriority, Map<SkillId, Integer> withSkills, String because) {
        return new Verdict(Optional.of(toQueue), withPriority, withSkills, work, refusal, and(because));
    }

    /** The same, but stored only. */
    public Verdict noWork(String because) {
        return new Verdict(queue, priority, skills, false, refusal, and(because));
    }

    /** Not taken at all. */
    public Verdict refused(String code, String reason) {
        return new Verdict(queue, priority, skills, work, Optional.of(new Refusal(code, reason)), and(code));
    }

    private List<String> and(String because) {
        List<String> all = new ArrayList<>(reasons);
        all.add(because);
        return all;
    }
}
