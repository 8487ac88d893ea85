// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.lib.router.Input;
import live.lib.router.Phase;
import live.lib.router.Role;
import live.lib.router.View;

/** An agent, who sees his desk late or twice or not, answers offers or not, and does again what was not answered. */
final class Worker {
    private static final Desk NOTHING = new Desk(0, false, false, List.of(), List.of());

    private final Storm storm;
    private final UUID name;
    private Desk desk = NOTHING;
    private final Map<UUID, Long> doneAt = new HashMap<>();

    /** What an agent's page shows, as of an entry of the journal. */
    record Desk(long sequence, boolean there, boolean ready, List<Long> offers, List<UUID> owned) {
        /** What the engine knows; empty if it does not know the agent. */
        static Optional<Desk> of(View view, UUID agent, long sequence) {
            return view.agent(agent).map(state -> {
                List<Long> offers = new ArrayList<>();
                List<UUID> owned = new ArrayList<>();
                for (UUID id : state.works()) {
                    View.WorkState work = view.work(id).orElseThrow();
                    if (work.phase() == Phase.OFFERED) {
                        offers.add(work.offer());
                    } else {
                        owned.add(id);
                    }
                }
                return new Desk(sequence, state.signedIn() && state.reachable(), state.ready(), offers, owned);
            });
        }
    }

    Worker(Storm storm, UUID name) {
        this.storm = storm;
        this.name = name;
    }

    static Worker of(Storm storm, UUID name) {
        return storm.worker(name);
    }

    UUID name() {
        return name;
    }

    void begin() {
        storm.in(storm.random.nextInt(1_000), this::act);
    }

    /** The newest state counts, whatever the order in which they come. */
    void see(Desk shown) {
        if (shown.sequence() >= desk.sequence()) {
            desk = shown;
            shown.offers().forEach(this::answer);
        }
    }

    private void answer(long offer) {
        int mood = storm.rough() ? storm.random.nextInt(10) : 9;
        if (mood == 0) {
            return;
        }
        Input input = mood == 1 ? new Input.Decline(name, offer, "") : new Input.Accept(name, offer);
        storm.in(storm.random.nextInt(1_500), () -> send(input));
    }

    private void act() {
        storm.owners.forEach(owner -> storm.network.send(() -> owner.look(name)));
        if (!desk.there()) {
            send(new Input.SignIn(name));
        }
        if (!desk.ready()) {
            send(new Input.SetPresence(name, true, ""));
        } else if (storm.suffers(0.1)) {
            send(new Input.SetPresence(name, false, "lunch"));
        }
        if (storm.suffers(0.1)) {
            send(new Input.SessionLost(name));
        }
        if (storm.rough() && !desk.owned().isEmpty()) {
            party(desk.owned().get(storm.random.nextInt(desk.owned().size())));
        }
        if (storm.rough() && storm.random.nextInt(20) == 0) {
            UUID call = new UUID(storm.random.nextLong(), storm.random.nextLong());
            send(new Input.Reserve(call, Storm.queue(0), List.of(), "chat", null, storm.now() + 3_000));
            storm.in(storm.random.nextInt(4_000), () -> send(new Input.Release(call)));
        }
        for (UUID work : desk.owned()) {
            long done = doneAt.computeIfAbsent(work, any -> storm.now() + storm.random.nextInt(6_000));
            if (storm.now() >= done) {
                send(done(work));
            }
        }
        storm.in(300 + storm.random.nextInt(700), this::act);
    }

    /** Asks somebody to take part, hands over to somebody who does, or looks on himself. */
    private void party(UUID work) {
        UUID other = Storm.agent(storm.random.nextInt(3));
        UUID invitation = new UUID(5, storm.random.nextLong());
        int mood = storm.random.nextInt(12);
        if (mood < 2) {
            Role role = mood == 0 ? Role.CONSULT : Role.CONFERENCE;
            UUID named = storm.random.nextBoolean() ? other : null;
            long until = storm.now() + storm.random.nextInt(20_000);
            send(new Input.Invite(
                    name, work, invitation, role, Storm.queue(storm.random.nextInt(2)), List.of(), named, until));
        } else if (mood == 2) {
            send(new Input.HandOver(name, work, other));
        } else if (mood == 3) {
            send(new Input.Join(other, work, invitation, Role.MONITOR));
        }
    }

    private Input done(UUID work) {
        if (storm.rough() && storm.random.nextInt(5) == 0) {
            storm.happens("put to rest");
            doneAt.remove(work);
            UUID again = storm.random.nextBoolean() ? name : null;
            long until = storm.now() + storm.random.nextInt(5_000);
            boolean attempt = storm.random.nextInt(3) == 0;
            return new Input.Postpone(name, work, until, null, again, false, until + 1_000, attempt, "");
        }
        return storm.random.nextBoolean() ? new Input.Finish(name, work) : new Input.WrapUp(name, work, "solved");
    }

    private void send(Input input) {
        storm.send(input, outcome -> {});
    }
}
