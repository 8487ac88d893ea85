// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;

/**
 * How a queue chooses among the agents who are free and able: an organisation's own way, beside the built-in ones. Register
 * it as an OSGi service; queues take it by its name as long as it is there, and go on with the longest idle agent while it
 * is not. It may come, go and be exchanged while contacts are routed.
 *
 * <p>It decides between agents only. Which contact is the next one, who may have it at all, and how much an agent handles
 * at once are decided before, and hold whatever it answers.
 *
 * <p><b>A pure function of its arguments.</b> No clock, no database, no chance, no memory: the same question gets the same
 * answer, or looking back at a decision would show another one than was taken. What it needs to know of a contact belongs
 * into the contact's attributes.
 *
 * <p><b>Quick.</b> Routing waits for it: half a second for all agents of a question together, then the contact goes
 * to the longest idle agent, as it does when the strategy throws; health tells. Asked by one thread at a time.
 */
public interface Strategy {
    /** The name that queues refer to: 1 to 40 lower-case letters, digits and hyphens. Not that of a built-in one. */
    String name();

    /** Above 0; raised with every change of behaviour, so that looking back can tell whether it asks the same one. */
    int version();

    /** How well this agent suits: the highest gets the contact, among equals the longest idle. */
    long score(Contact contact, Candidate agent);

    /**
     * What is to be offered.
     *
     * @param medium how it counts against capacity: {@code email}, {@code chat}, {@code call}
     * @param skills that it needs, those of its queue included; a ring of the queue may have let in candidates with less
     * @param priority 0 (whenever) to 9 (at once), that of the queue not included
     * @param enqueuedAt since when it waits
     * @param attributes what the channel or classification said of it: {@code channel}, the account that it came by, and
     *     {@code segment}, the customer's, if they are known
     */
    record Contact(
            TenantId tenant,
            QueueId queue,
            WorkId work,
            InteractionId interaction,
            String medium,
            Set<Skill> skills,
            int priority,
            Instant enqueuedAt,
            Map<String, String> attributes) {
        public Contact {
            skills = Set.copyOf(skills);
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * Somebody who could have it now.
     *
     * @param idleSince when he last became free or ready
     * @param load units of all media that he handles now
     * @param capacity units of all media that he could handle
     * @param served how many contacts he was given since he signed in
     * @param skills all that he has
     */
    record Candidate(UserId agent, Instant idleSince, int load, int capacity, long served, Set<Skill> skills) {
        public Candidate {
            skills = Set.copyOf(skills);
        }
    }
}
