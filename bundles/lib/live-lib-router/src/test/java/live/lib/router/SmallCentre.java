// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static live.lib.router.Scenario.agent;
import static live.lib.router.Scenario.queue;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** An engine with two queues and two agents, and short words for what tests do with it. */
abstract class SmallCentre {
    static final UUID ANN = agent(1);
    static final UUID BOB = agent(2);
    static final UUID SALES = queue(1);
    static final UUID HELP = queue(2);
    static final UUID TEAM = new UUID(0xD, 1);
    static final UUID FIRST = new UUID(0xB, 1);
    static final UUID SECOND = new UUID(0xB, 2);
    static final UUID THIRD = new UUID(0xB, 3);
    static final long OFFER = 20_000;
    static final long WRAP_UP = 60_000;

    final List<Decision> decisions = new ArrayList<>();
    Engine engine = new Engine(StrategySource.NONE);
    long now = 1_000_000;

    @BeforeEach
    void open() {
        send(new Input.DefineRules(rules(3)));
        send(new Input.DefineQueue(sales(List.of())));
        send(new Input.DefineQueue(
                new QueueRule(HELP, 1, 0, true, List.of(), List.of(), LongestIdleFirst.NAME, OFFER, 0)));
        define(ANN, new SkillLevel("german", 4));
        define(BOB, new SkillLevel("english", 2));
    }

    static QueueRule sales(List<SkillLevel> skills) {
        return new QueueRule(SALES, 1, 0, true, List.of(TEAM), skills, LongestIdleFirst.NAME, OFFER, WRAP_UP);
    }

    static Rules rules(int missLimit) {
        return new Rules(
                1, List.of(new MediumRule("email", List.of("voice"))), 300_000, 30_000, missLimit, 1, 1_000, 100);
    }

    void define(UUID agent, SkillLevel... skills) {
        send(new Input.DefineAgent(new AgentRule(
                agent, 1, List.of(skills), List.of(TEAM), List.of(new Units("email", 2), new Units("voice", 1)))));
    }

    Outcome send(Input input) {
        decisions.clear();
        return engine.apply(Entry.of(now, input), decisions::add);
    }

    void pass(long millis) {
        now += millis;
        send(new Input.Tick());
    }

    void ready(UUID agent) {
        send(new Input.SignIn(agent));
        send(new Input.SetPresence(agent, true, ""));
    }

    Request mail(UUID work) {
        return Request.of(work, SALES, "email", now);
    }

    void submit(Request request) {
        assertThat(send(new Input.Submit(request))).isEqualTo(Outcome.DONE);
    }

    Decision.Offered offer() {
        return decisions.stream()
                .filter(Decision.Offered.class::isInstance)
                .map(Decision.Offered.class::cast)
                .reduce((one, two) -> {
                    throw new AssertionError("two offers: " + decisions);
                })
                .orElseThrow(() -> new AssertionError("no offer: " + decisions));
    }

    void noOffer() {
        assertThat(decisions).noneMatch(Decision.Offered.class::isInstance);
    }

    Outcome accept(Decision.Offered offer) {
        return send(new Input.Accept(offer.agent(), offer.offer()));
    }

    Phase phase(UUID work) {
        return engine.view().work(work).orElseThrow().phase();
    }
}
