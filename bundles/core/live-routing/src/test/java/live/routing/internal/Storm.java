// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import live.core.TenantId;
import live.lib.router.AgentRule;
import live.lib.router.Engine;
import live.lib.router.Input;
import live.lib.router.LongestIdleFirst;
import live.lib.router.Outcome;
import live.lib.router.QueueRule;
import live.lib.router.Ring;
import live.lib.router.Rules;
import live.lib.router.SkillLevel;
import live.lib.router.StrategySource;
import live.lib.router.Units;
import org.jspecify.annotations.Nullable;

/**
 * A contact centre in bad weather, from one seed: two owners of one domain, customers and agents, a network that loses,
 * doubles, delays and reorders also what the owners say to each other, a database that is away or whose answers get lost,
 * processes that are killed, paused and started again at any step, clocks that jump. Owners run what the product runs,
 * from the log upwards, but on simulated time and without threads. In the end the weather clears, and everybody who was
 * acknowledged must be served.
 */
final class Storm {
    static final TenantId TENANT = TenantId.DEFAULT;
    static final int CAPACITY = 2;
    private static final long BEGIN = 1_700_000_000_000L;
    private static final long ROUGH = 30_000;
    /** Everything is over long before that, unless something is stuck. */
    private static final long END = 60 * 60_000;

    final Random random;
    final @Nullable Defect defect;
    final Witness witness = new Witness(CAPACITY);
    final Ledger ledger = new Ledger(this);
    private final Errands errands = new Errands(this);
    final MemoryLog log;
    final Network network;
    final List<Owner> owners = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Customers customers;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final double trouble;
    private final List<Input> opening;
    private final Map<String, Long> happenings = new TreeMap<>();
    private long order;
    private long now = BEGIN;
    private boolean rough = true;
    /** How far the clock on the wall and that of the database are off. */
    private long wallOff;

    private long databaseOff;
    private long databaseBackAt;

    private record Event(long at, long order, Runnable act) {}

    Storm(long seed, @Nullable Defect defect) {
        random = new Random(seed);
        this.defect = defect;
        // From a light breeze to hardly anything that works.
        trouble = Math.pow(random.nextDouble(), 2) * 0.4;
        network = new Network(this, trouble);
        log = new MemoryLog(() -> now + databaseOff, new Weather(), (batch, by) -> {
            witness.committed(batch, by);
            ledger.committed(batch);
            errands.committed(batch);
        });
        opening = opening();
        owners.add(new Owner(this, new UUID(9, 1)));
        owners.add(new Owner(this, new UUID(9, 2)));
        for (int agent = 0; agent < 3; agent++) {
            workers.add(new Worker(this, agent(agent)));
        }
        customers = new Customers(this, 6 + random.nextInt(20), ROUGH / 2);
    }

    static UUID agent(int number) {
        return new UUID(1, number);
    }

    static UUID queue(int number) {
        return new UUID(2, number);
    }

    private List<Input> opening() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input.DefineRules(
                new Rules(1, List.of(), 10_000, 1_000 + random.nextInt(3_000), random.nextInt(4), 1, 1_000, 50)));
        for (int queue = 0; queue < 2; queue++) {
            List<SkillLevel> skills = queue == 0 ? List.of() : List.of(new SkillLevel("german", 3));
            List<Ring> rings = queue == 0
                    ? List.of()
                    : List.of(new Ring(
                            2_000 + random.nextInt(10_000), 3, List.of(new SkillLevel("german", 0)), List.of()));
            inputs.add(new Input.DefineQueue(new QueueRule(
                            queue(queue),
                            1,
                            queue,
                            true,
                            List.of(),
                            skills,
                            LongestIdleFirst.NAME,
                            1_000 + random.nextInt(8_000),
                            random.nextInt(2) * 3_000)
                    .expanding(rings)));
        }
        int capacity = defect == Defect.EXCEEDS_CAPACITY ? CAPACITY + 1 : CAPACITY;
        for (int agent = 0; agent < 3; agent++) {
            List<SkillLevel> skills = List.of(new SkillLevel("german", 1 + 2 * agent));
            inputs.add(new Input.DefineAgent(
                    new AgentRule(agent(agent), 1, skills, List.of(), List.of(new Units("chat", capacity)))));
        }
        return inputs;
    }

    /** What whoever takes an empty domain tells the engine. */
    List<Input> rules() {
        return opening;
    }

    long now() {
        return now;
    }

    long wall() {
        return now + wallOff;
    }

    boolean rough() {
        return rough;
    }

    boolean suffers(double share) {
        return rough && random.nextDouble() < share * trouble;
    }

    void in(long millis, Runnable act) {
        events.add(new Event(now + Math.max(0, millis), ++order, act));
    }

    Worker worker(UUID name) {
        return workers.stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** To one of the processes; who does not hold the domain passes it on. */
    void send(Input input, Consumer<Outcome> answer) {
        Owner owner = owners.get(random.nextInt(owners.size()));
        network.send(() -> owner.receive(input, answer));
    }

    /** An agent is to see his desk. */
    void tell(UUID agent, Worker.Desk desk) {
        desk.offers().forEach(offer -> witness.offered(agent, offer));
        network.send(() -> worker(agent).see(desk));
    }

    /** What happened, by its name. */
    Map<String, Long> happenings() {
        return happenings;
    }

    void happens(String what) {
        happenings.merge(what, 1L, Long::sum);
    }

    /** @throws AssertionError if a promise is broken */
    void run() {
        owners.forEach(Owner::begin);
        owners.forEach(errands::begin);
        workers.forEach(Worker::begin);
        customers.begin();
        in(1_000, this::weather);
        in(ROUGH, () -> rough = false);
        boolean done = false;
        while (!done && now < BEGIN + END) {
            Event next = events.remove();
            now = next.at();
            next.act().run();
            witness.complain();
            done = !rough && customers.content() && quiet() && ledger.heardAll() && errands.answered();
        }
        if (!done) {
            throw new AssertionError("in the end everybody is served: " + customers.waiting()
                    + " are not, listeners have heard "
                    + (ledger.heardAll() ? "all, " : "not all, ")
                    + (errands.answered() ? "" : "somebody waits for an answer for ever, ")
                    + (owners.stream().noneMatch(Owner::holds) ? "nobody holds the domain" : "the domain is held"));
        }
        replay();
    }

    /** Nobody has an open offer or wraps up: every lease has ended. */
    private boolean quiet() {
        return owners.stream().anyMatch(owner -> owner.holds() && owner.quiet());
    }

    private void weather() {
        if (!rough) {
            wallOff = 0;
            return;
        }
        if (suffers(0.2)) {
            happens("database away");
            databaseBackAt = now + random.nextInt(6_000);
            ledger.forgetCheckpoint();
        }
        if (suffers(0.2)) {
            happens("clock set");
            wallOff = random.nextInt(7_200_000) - 3_600_000;
        }
        if (suffers(0.1)) {
            happens("not heard of");
            owners.get(random.nextInt(owners.size())).isOutOfHearing(random.nextInt(5_000));
        }
        if (suffers(0.1)) {
            databaseOff = random.nextInt(20_000) - 10_000;
        }
        in(500 + random.nextInt(1_000), this::weather);
    }

    /** Now and then: whoever follows has what the holder has after the same entry, to the last bit. */
    void checkCopy(long sequence, Engine copy) {
        if (random.nextInt(40) != 0) {
            return;
        }
        Recovery recovery = new Recovery(log, TENANT);
        byte[] state = copy.snapshot();
        boolean same = recovery.sequence() == sequence
                && Arrays.equals(state, recovery.engine().snapshot())
                && owners.stream().filter(Owner::settled).allMatch(owner -> Arrays.equals(state, owner.snapshot()));
        if (!same) {
            throw new AssertionError("whoever follows knows what the holder knows: " + sequence);
        }
    }

    /** Whatever recovers from the log is what the holder is, to the last bit: from the beginning and from a snapshot. */
    private void replay() {
        Owner holder = owners.stream().filter(Owner::settled).findFirst().orElse(null);
        Recovery recovery = new Recovery(log, TENANT);
        Replay whole = new Replay(log, TENANT, new Engine(StrategySource.NONE), 0);
        whole.run();
        if (recovery.differing() + whole.differing() > 0) {
            throw new AssertionError("replay decides the same: entry " + whole.firstDiffering());
        }
        byte[] state = whole.engine().snapshot();
        boolean same = Arrays.equals(state, recovery.engine().snapshot())
                && (holder == null || Arrays.equals(state, holder.snapshot()));
        if (!same) {
            throw new AssertionError("replay is bit-identical: " + log.sequence());
        }
    }

    private final class Weather implements MemoryLog.Faults {
        @Override
        public boolean before() {
            return now < databaseBackAt || suffers(0.3);
        }

        @Override
        public boolean after() {
            boolean lost = suffers(0.3);
            if (lost) {
                happens("answer of the database lost");
            }
            return lost;
        }

        @Override
        public boolean unfenced() {
            return defect == Defect.FORGETS_FENCING;
        }
    }
}
