// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.routing.internal.store.Journal;

/**
 * Commands that a process gets once each, and nobody sends again: whether one was done twice, out of order, or after
 * all not at all, shows in the log. They are about an agent whom nobody knows, so they change nothing.
 */
final class Errands {
    private static final UUID NOBODY = new UUID(6, 0);
    private static final String NAME = "errand ";

    private final Storm storm;
    private final List<Errand> given = new ArrayList<>();
    private final Set<Integer> done = new HashSet<>();
    /** By process, in each of its lives. */
    private final Map<String, Integer> newest = new HashMap<>();

    private final Map<Long, Long> numbers = new HashMap<>();

    private record Errand(Owner owner, long life, CompletableFuture<Outcome> answer) {
        String process() {
            return owner.node() + " " + life;
        }
    }

    Errands(Storm storm) {
        this.storm = storm;
    }

    void begin(Owner owner) {
        storm.in(storm.random.nextInt(1_000), () -> give(owner));
    }

    private void give(Owner owner) {
        if (!storm.rough()) {
            return;
        }
        if (owner.runs()) {
            int number = given.size();
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            given.add(new Errand(owner, owner.life(), answer));
            answer.thenRun(() -> storm.witness.check(done.contains(number), "what is answered was done", number));
            owner.take(new Message.Command(new Input.SetPresence(NOBODY, true, NAME + number), answer));
        }
        storm.in(storm.random.nextInt(1_500), () -> give(owner));
    }

    void committed(Journal.Batch batch) {
        for (Recorded recorded : Recorded.read(batch)) {
            long client = recorded.entry().client();
            long number = recorded.entry().sequence();
            if (client != 0) {
                Long before = numbers.put(client, number);
                storm.witness.check(
                        before == null || before < number, "what is passed on is done once, and in order", number);
            }
            if (recorded.entry().input() instanceof Input.SetPresence presence
                    && presence.agent().equals(NOBODY)) {
                done(Integer.parseInt(presence.reason().substring(NAME.length())));
            }
        }
    }

    private void done(int number) {
        storm.witness.check(done.add(number), "a command is done once", number);
        Integer before = newest.put(given.get(number).process(), number);
        storm.witness.check(before == null || before < number, "commands are done in their order", number);
    }

    /** Whether whoever is still there knows what became of all that he wanted. */
    boolean answered() {
        return given.stream()
                .allMatch(errand -> errand.answer().isDone()
                        || errand.life() != errand.owner().life());
    }
}
