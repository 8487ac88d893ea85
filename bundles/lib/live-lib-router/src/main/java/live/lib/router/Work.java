// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact in the domain.
 *
 * <p>What often changes is a number, not a reference: the collector would have to hear of each reference from old memory, and
 * that takes longer than most of what a decision does.
 */
final class Work extends Heap.Item {
    private static final int NOBODY = -1;
    final UUID id;
    Request request;
    Queue queue;
    Requirement requirement;
    /** How many rings of its queue are open to it. */
    int ring;
    /** Since when it waits for somebody of its queue: what rings count from. */
    long waitsSince;
    /** Whether it waited while its queue was open. */
    boolean admitted;
    /** How often its customer was not reached. */
    int attempts;
    /** Queues that it has overflowed from; mostly none. */
    private List<UUID> left = List.of();
    /** When it would have come with priority 0: the smaller, the better its claim. */
    long claim;

    private static final Phase[] PHASES = Phase.values();

    private byte phase = (byte) Phase.SCHEDULED.ordinal();
    /** When the phase began. */
    long since;
    /** Its place among what rests until a time; null if it does not. */
    View.@Nullable Due due;

    private final Roster roster;
    /** The slot of who has it, by offer or as owner. */
    private int agent = NOBODY;
    /** Its place among all contacts; kept as long as it is there. */
    int number;
    /** The heap it waits in. */
    @Nullable
    Heap<Work> place;
    /** The offer that is open, or by which its owner got it; 0 = none. */
    long offer;

    /** When the phase ends by itself; {@link Long#MAX_VALUE} if it does not. */
    long phaseEnd = Long.MAX_VALUE;
    /** Its place among phases that end at one instant. */
    long phaseEndOrder;

    @Nullable
    Timer deadline;
    /** What it is an invitation to; null of a contact. */
    final @Nullable Part part;
    /** Who else is to take part, oldest first; mostly nobody. */
    private List<Work> invitations = List.of();
    /** Agents who are not asked for a while; mostly none. */
    private List<Timer> pauses = List.of();

    Work(long order, Request request, Queue queue, Requirement requirement, @Nullable Part part, Roster roster) {
        super(order);
        this.roster = roster;
        id = request.work();
        this.request = request;
        this.queue = queue;
        this.requirement = requirement;
        this.part = part;
        waitsSince = Math.max(request.enqueuedAt(), request.notBefore());
    }

    Phase phase() {
        return PHASES[phase];
    }

    void enter(Phase next) {
        phase = (byte) next.ordinal();
    }

    /** Who has it, by offer or as owner. */
    @Nullable
    Agent agent() {
        return agent == NOBODY ? null : roster.at(agent);
    }

    /** The slot of who has it; -1 if nobody has. */
    int slot() {
        return agent;
    }

    /** Nobody has it, or this agent, by offer or as owner. */
    void belongTo(@Nullable Agent whom) {
        agent = whom == null ? NOBODY : whom.slot;
    }

    /** By claim, then by arrival. */
    @Override
    long rank() {
        return claim;
    }

    /**
     * Whether the time that passes is no waiting. What has not come yet before its time begins to wait then, so it does not
     * count as resting.
     */
    boolean rests() {
        return phase() == Phase.RESTING || phase() == Phase.SCHEDULED && waitsSince <= since;
    }

    Lane lane() {
        return requirement.lane;
    }

    /** What it takes of an agent's capacity. */
    int units() {
        return part != null && part.role.watches() ? 0 : lane().units;
    }

    /** Whether it is the part of somebody who merely looks on: nobody but him need know. */
    boolean looksOn() {
        return part != null && part.role == Role.MONITOR;
    }

    List<Work> invitations() {
        return invitations;
    }

    void invite(Work invitation) {
        if (invitations.isEmpty()) {
            invitations = new ArrayList<>(2);
        }
        invitations.add(invitation);
    }

    void uninvite(Work invitation) {
        invitations.remove(invitation);
    }

    /** Whether he has the contact, takes part in it, or is offered either. Who merely looks on may be asked to do more. */
    boolean involves(Agent somebody) {
        if (agent == somebody.slot) {
            return true;
        }
        for (Work invitation : invitations) {
            if (invitation.agent() == somebody && !invitation.looksOn()) {
                return true;
            }
        }
        return false;
    }

    List<UUID> left() {
        return left;
    }

    void leaves(UUID former) {
        if (left.isEmpty()) {
            left = new ArrayList<>(1);
        }
        left.add(former);
    }

    boolean hasLeft(Queue former) {
        return left.contains(former.rule.id());
    }

    /** Somebody has sent it elsewhere: what it has come through does not count any more. */
    void beginsAnew() {
        left = List.of();
    }

    List<Timer> pauses() {
        return pauses;
    }

    void pause(Timer pause) {
        if (pauses.isEmpty()) {
            pauses = new ArrayList<>(2);
        }
        pauses.add(pause);
    }

    void unpause(Timer pause) {
        pauses.remove(pause);
    }

    @Nullable
    Timer pauseOf(Agent asked) {
        for (Timer pause : pauses) {
            if (pause.agent == asked) {
                return pause;
            }
        }
        return null;
    }

    boolean mayAskAnybody() {
        return pauses.isEmpty() && part == null;
    }

    boolean mayAsk(Agent candidate) {
        return (pauses.isEmpty() || pauseOf(candidate) == null) && (part == null || !part.contact.involves(candidate));
    }
}
