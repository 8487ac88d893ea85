// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contact in the domain. */
final class Work extends Heap.Item {
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

    Phase phase = Phase.SCHEDULED;
    /** When the phase began. */
    long since;
    /** Its place among what rests until a time; null if it does not. */
    View.@Nullable Due due;
    /** Who has it, by offer or as owner. */
    @Nullable
    Agent agent;
    /** The heap it waits in. */
    @Nullable
    Heap<Work> place;
    /** The offer that is open, or by which its owner got it; 0 = none. */
    long offer;

    @Nullable
    Timer timer;

    @Nullable
    Timer deadline;
    /** What it is an invitation to; null of a contact. */
    final @Nullable Part part;
    /** Who else is to take part, oldest first; mostly nobody. */
    private List<Work> invitations = List.of();
    /** Agents who are not asked for a while; mostly none. */
    private List<Timer> pauses = List.of();

    Work(long order, Request request, Queue queue, Requirement requirement, @Nullable Part part) {
        super(order);
        id = request.work();
        this.request = request;
        this.queue = queue;
        this.requirement = requirement;
        this.part = part;
        waitsSince = Math.max(request.enqueuedAt(), request.notBefore());
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
        return phase == Phase.RESTING || phase == Phase.SCHEDULED && waitsSince <= since;
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
        if (agent == somebody) {
            return true;
        }
        for (Work invitation : invitations) {
            if (invitation.agent == somebody && !invitation.looksOn()) {
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
