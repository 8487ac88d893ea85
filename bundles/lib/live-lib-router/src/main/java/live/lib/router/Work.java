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
    private static final int NOWHERE = -1;
    private static final int WAITING = -2;
    private static final Phase[] PHASES = Phase.values();

    private final Domain domain;
    /** Its place among all contacts. */
    final int number;

    private long mostOfId;
    private long leastOfId;
    private long enqueuedAt;
    private int priority;
    /** What else its caller wants; null of a plain contact. */
    private @Nullable Wishes wishes;

    private int requirement;
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

    private byte phase;
    /** When the phase began. */
    long since;
    /** Its place among what rests until a time; null if it does not. */
    View.@Nullable Due due;
    /** The slot of who has it, by offer or as owner. */
    private int agent = NOBODY;
    /** What it waits in: the heap of its requirement, that of the agent in this slot, or none. */
    private int place = NOWHERE;
    /** The offer that is open, or by which its owner got it; 0 = none. */
    long offer;

    /** When the phase ends by itself; {@link Long#MAX_VALUE} if it does not. */
    long phaseEnd;
    /** Its place among phases that end at one instant. */
    long phaseEndOrder;

    @Nullable
    Timer deadline;
    /** What it is an invitation to; null of a contact. */
    @Nullable
    Part part;
    /** Who else is to take part, oldest first; mostly nobody. */
    private List<Work> invitations = List.of();
    /** Agents who are not asked for a while; mostly none. */
    private List<Timer> pauses = List.of();

    /** No contact yet, but room for one after the other. */
    Work(Domain domain, int number) {
        super(0);
        this.domain = domain;
        this.number = number;
    }

    /** From now on it is this contact, and nothing is left of the one that it was. */
    Work begin(long newOrder, Request request, Requirement needed, @Nullable Part newPart) {
        order = newOrder;
        mostOfId = request.work().getMostSignificantBits();
        leastOfId = request.work().getLeastSignificantBits();
        ask(request, needed);
        ring = 0;
        waitsSince = Math.max(request.enqueuedAt(), request.notBefore());
        admitted = false;
        attempts = 0;
        beginsAnew();
        phase = (byte) Phase.SCHEDULED.ordinal();
        due = null;
        agent = NOBODY;
        place = NOWHERE;
        offer = 0;
        phaseEnd = Long.MAX_VALUE;
        deadline = null;
        if (part != newPart) {
            part = newPart;
        }
        if (!invitations.isEmpty()) {
            invitations = List.of();
        }
        if (!pauses.isEmpty()) {
            pauses = List.of();
        }
        return this;
    }

    /** It wants this from now on. */
    void ask(Request request, Requirement needed) {
        enqueuedAt = request.enqueuedAt();
        priority = request.priority();
        Wishes wished = Wishes.of(request);
        if (wishes != wished) {
            wishes = wished;
        }
        need(needed);
    }

    void need(Requirement needed) {
        requirement = needed.index;
    }

    UUID id() {
        return new UUID(mostOfId, leastOfId);
    }

    boolean is(UUID id) {
        return mostOfId == id.getMostSignificantBits() && leastOfId == id.getLeastSignificantBits();
    }

    Requirement requirement() {
        return domain.requirementAt(requirement);
    }

    Queue queue() {
        return requirement().queue;
    }

    /** As its caller would ask for it today. */
    Request request() {
        Requirement needed = requirement();
        return new Request(
                id(),
                needed.key.queue(),
                domain.media.names().get(needed.lane.medium),
                needed.lane.units,
                needed.key.skills(),
                priority,
                preferredAgent(),
                preferredUntil(),
                requiredAgent(),
                enqueuedAt,
                notBefore(),
                latest(),
                wishes == null ? "" : wishes.memo());
    }

    int priority() {
        return priority;
    }

    long enqueuedAt() {
        return enqueuedAt;
    }

    @Nullable
    UUID requiredAgent() {
        return wishes == null ? null : wishes.requiredAgent();
    }

    @Nullable
    UUID preferredAgent() {
        return wishes == null ? null : wishes.preferredAgent();
    }

    long preferredUntil() {
        return wishes == null ? 0 : wishes.preferredUntil();
    }

    long notBefore() {
        return wishes == null ? enqueuedAt : wishes.notBefore();
    }

    /** Offered no later; {@link Long#MAX_VALUE} = whenever. */
    long latest() {
        return wishes == null ? Long.MAX_VALUE : wishes.deadline();
    }

    /** Somebody has it: it is neither too early nor too late from then on. */
    void begun() {
        if (wishes != null) {
            wishes = Wishes.of(request().begun());
        }
    }

    void waitForAnybody() {
        place = WAITING;
    }

    void waitFor(Agent alone) {
        place = alone.slot;
    }

    void waitNoMore() {
        place = NOWHERE;
    }

    /** The heap it waits in. */
    @Nullable
    Heap<Work> place() {
        return switch (place) {
            case NOWHERE -> null;
            case WAITING -> requirement().waiting;
            default -> domain.agentAt(place).held(lane());
        };
    }

    /** For whom alone it waits; null if it does not. */
    @Nullable
    Agent holder() {
        return place < 0 ? null : domain.agentAt(place);
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
        return agent == NOBODY ? null : domain.agentAt(agent);
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
        return requirement().lane;
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
        return !left.isEmpty() && left.contains(former.rule.id());
    }

    /** Somebody has sent it elsewhere: what it has come through does not count any more. */
    void beginsAnew() {
        if (!left.isEmpty()) {
            left = List.of();
        }
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
