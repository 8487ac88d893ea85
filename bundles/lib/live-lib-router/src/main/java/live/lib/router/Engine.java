// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The routing engine of one domain. Deterministic, and not thread-safe: one writer feeds it.
 *
 * <p>What the engine decides happens in its memory at once; whoever runs it journals the entry and tells nobody before
 * that is durable. Should a method throw, the state is worthless: restore it.
 */
public final class Engine {
    private final Domain domain;
    private final Clients clients;
    private final RuleInputs rules;
    private final AgentInputs agents;
    private final WorkInputs works;
    private final RestInputs rests;
    private final ReserveInputs reserves;
    private final InvitationInputs invitations;
    private final Foresight foresight;
    private final Input.Handler<Outcome> inputs = new Inputs();

    /** An empty domain. */
    public Engine(StrategySource source) {
        this(new Domain(source), new Clients());
    }

    private Engine(Domain domain, Clients clients) {
        this.domain = domain;
        this.clients = clients;
        Handover handover = new Handover(domain);
        Matching matching = new Matching(domain, handover);
        Participants participants = new Participants(domain, matching);
        agents = new AgentInputs(domain, matching, handover, participants);
        rules = new RuleInputs(domain, matching, handover, agents, participants);
        works = new WorkInputs(domain, matching, handover, participants);
        invitations = new InvitationInputs(domain, matching, handover, participants);
        rests = new RestInputs(domain, matching, handover, participants);
        reserves = new ReserveInputs(domain, matching, handover);
        foresight = new Foresight(domain);
    }

    /**
     * The engine that wrote this snapshot, as it was.
     *
     * @throws IllegalArgumentException if these bytes are no snapshot, or one of a newer engine
     */
    public static Engine restore(byte[] snapshot, StrategySource source) {
        Domain domain = new Domain(source);
        Clients clients = new Clients();
        new SnapshotReader(new ByteReader(snapshot), domain, clients).read();
        return new Engine(domain, clients);
    }

    /** The whole state, the same bytes for the same state. */
    public byte[] snapshot() {
        ByteWriter out = new ByteWriter();
        new SnapshotWriter(out, domain, clients).write();
        return out.bytes();
    }

    /**
     * These inputs come next, at most some dozens. Decides nothing, and need not be called: it only makes applying them
     * faster.
     */
    public void expect(List<? extends Input> next) {
        foresight.look(next);
    }

    /**
     * Applies one entry: first ends the leases that are due by then, then does what the input says.
     *
     * @param decisions gets everything that is decided, in order
     */
    public Outcome apply(Entry entry, Consumer<? super Decision> decisions) {
        domain.recollection = null;
        return decide(entry, decisions);
    }

    /**
     * Applies an entry again.
     *
     * @param recorded what was decided then. Where a strategy chose that is not at hand it tells whom; all else is decided
     *     anew
     */
    public Outcome applyAgain(Entry entry, List<Decision> recorded, Consumer<? super Decision> decisions) {
        domain.recollection = new Recollection(recorded);
        return decide(entry, decisions);
    }

    private Outcome decide(Entry entry, Consumer<? super Decision> decisions) {
        domain.now = Math.max(domain.now, entry.at());
        domain.works.settle();
        if (domain.sink != decisions) {
            domain.sink = decisions;
        }
        Input input = entry.input();
        if (input instanceof Input.Resumed) {
            // Before the timers: what fell due during the pause is nobody's fault.
            Outcome outcome = input.to(inputs);
            rules.fireTimers();
            return outcome;
        }
        rules.fireTimers();
        if (entry.client() == 0) {
            return input.to(inputs);
        }
        Outcome known = clients.known(entry.client(), entry.sequence());
        if (known != null) {
            return known;
        }
        Outcome outcome = input.to(inputs);
        clients.remember(entry.client(), entry.sequence(), outcome);
        return outcome;
    }

    /** From now on strategies that are not built in come from there. */
    public void strategiesFrom(StrategySource source) {
        domain.strategies.strategiesFrom(source);
    }

    /** The engine's own time: that of the newest entry. */
    public long now() {
        return domain.now;
    }

    /** When the next lease ends; {@link Long#MAX_VALUE} if none is running. */
    public long nextTimer() {
        return domain.nextTimer();
    }

    /**
     * Explains every offer of this contact from now on, at the moment when it is decided; costs a look at every agent.
     * Nothing is decided otherwise for it.
     */
    public void watch(UUID work, Consumer<? super Explanation> explanations) {
        domain.watched = work;
        domain.explanations = explanations;
    }

    /** Why a contact waits; empty if it does not, because somebody has it, or it is over, or unknown. */
    public Optional<Explanation> whyWaits(UUID id) {
        Work work = domain.works.get(id);
        return work == null || work.phase().withAgent()
                ? Optional.empty()
                : Optional.of(new Judge(domain).explain(work, null, false));
    }

    /** Whether the engine has this contact or remembers that it ended. */
    public boolean knows(UUID work) {
        return domain.works.knows(work);
    }

    /** What can be seen of the state from outside. */
    public View view() {
        return new View(domain);
    }

    private final class Inputs implements Input.Handler<Outcome> {
        @Override
        public Outcome tick(Input.Tick input) {
            return Outcome.DONE;
        }

        @Override
        public Outcome resumed(Input.Resumed input) {
            return rules.resumed(input.sessionsLost());
        }

        @Override
        public Outcome defineRules(Input.DefineRules input) {
            return rules.defineRules(input.rules());
        }

        @Override
        public Outcome defineStrategies(Input.DefineStrategies input) {
            return rules.defineStrategies(input.strategies());
        }

        @Override
        public Outcome defineQueue(Input.DefineQueue input) {
            return rules.defineQueue(input.queue(), input.opening());
        }

        @Override
        public Outcome setOpening(Input.SetOpening input) {
            return rules.setOpening(input.queue(), input.opening());
        }

        @Override
        public Outcome removeQueue(Input.RemoveQueue input) {
            return rules.removeQueue(input.queue());
        }

        @Override
        public Outcome defineAgent(Input.DefineAgent input) {
            return rules.defineAgent(input.agent());
        }

        @Override
        public Outcome removeAgent(Input.RemoveAgent input) {
            return rules.removeAgent(input.agent());
        }

        @Override
        public Outcome signIn(Input.SignIn input) {
            return agents.signIn(input.agent());
        }

        @Override
        public Outcome signOut(Input.SignOut input) {
            return agents.signOut(input.agent());
        }

        @Override
        public Outcome sessionLost(Input.SessionLost input) {
            return agents.sessionLost(input.agent());
        }

        @Override
        public Outcome setPresence(Input.SetPresence input) {
            return agents.setPresence(input.agent(), input.ready(), input.reason());
        }

        @Override
        public Outcome submit(Input.Submit input) {
            return works.submit(input.request());
        }

        @Override
        public Outcome cancel(Input.Cancel input) {
            return works.cancel(input.work(), input.reason());
        }

        @Override
        public Outcome accept(Input.Accept input) {
            return agents.accept(input.agent(), input.offer());
        }

        @Override
        public Outcome decline(Input.Decline input) {
            return agents.decline(input.agent(), input.offer());
        }

        @Override
        public Outcome finish(Input.Finish input) {
            return works.finish(input.agent(), input.work());
        }

        @Override
        public Outcome wrapUp(Input.WrapUp input) {
            return works.wrapUp(input.agent(), input.work(), input.code());
        }

        @Override
        public Outcome transfer(Input.Transfer input) {
            return works.transfer(input);
        }

        @Override
        public Outcome pull(Input.Pull input) {
            return works.pull(input.agent(), input.work());
        }

        @Override
        public Outcome reassign(Input.Reassign input) {
            return works.reassign(input.work(), input.agent());
        }

        @Override
        public Outcome prioritise(Input.Prioritise input) {
            return works.prioritise(input.work(), input.priority());
        }

        @Override
        public Outcome move(Input.Move input) {
            return works.move(input.work(), input.medium(), input.units(), input.memo());
        }

        @Override
        public Outcome postpone(Input.Postpone input) {
            return rests.postpone(input);
        }

        @Override
        public Outcome wake(Input.Wake input) {
            return rests.wake(input.work(), input.since());
        }

        @Override
        public Outcome reserve(Input.Reserve input) {
            return reserves.reserve(input);
        }

        @Override
        public Outcome release(Input.Release input) {
            return reserves.release(input.reservation());
        }

        @Override
        public Outcome submitReserved(Input.SubmitReserved input) {
            return reserves.submit(input);
        }

        @Override
        public Outcome invite(Input.Invite input) {
            return invitations.invite(input);
        }

        @Override
        public Outcome join(Input.Join input) {
            return invitations.join(input);
        }

        @Override
        public Outcome withdraw(Input.Withdraw input) {
            return invitations.withdraw(input.by(), input.invitation());
        }

        @Override
        public Outcome changeRole(Input.ChangeRole input) {
            return invitations.changeRole(input);
        }

        @Override
        public Outcome handOver(Input.HandOver input) {
            return works.handOver(input.by(), input.contact(), input.agent());
        }
    }
}
