// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which contact is offered to whom. */
class ChoiceTest extends SmallCentre {
    @Test
    void higherPriorityComesFirstUntilWaitingMakesUpForIt() {
        submit(mail(FIRST).withPriority(4));
        pass(100_000);
        submit(mail(SECOND).withPriority(5));
        pass(250_000);
        submit(mail(THIRD).withPriority(5));
        ready(ANN);
        assertThat(offer().work()).isEqualTo(SECOND);
        accept(offer());
        // The first has waited 350 s longer than the third, which is more than the 300 s that a step is worth.
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void nobodyStarvesUnderAConstantFloodOfUrgentContacts() {
        ready(ANN);
        submit(Request.of(new UUID(0xF, 0), HELP, "voice", now).withPriority(9));
        Decision.Offered current = offer();
        submit(Request.of(FIRST, HELP, "voice", now).withPriority(0));
        int served = 0;
        while (!current.work().equals(FIRST)) {
            pass(10_000);
            submit(Request.of(new UUID(0xF, ++served), HELP, "voice", now).withPriority(9));
            accept(current);
            send(new Input.Finish(ANN, current.work()));
            current = offer();
            assertThat(served).isLessThan(1_000);
        }
        assertThat(served).isLessThanOrEqualTo(9 * 30 + 1);
    }

    @Test
    void skillsAreMustHaves() {
        ready(BOB);
        submit(mail(FIRST).withSkills(List.of(new SkillLevel("german", 5))));
        submit(mail(SECOND).withSkills(List.of(new SkillLevel("german", 4))));
        noOffer();
        ready(ANN);
        assertThat(offer().work()).isEqualTo(SECOND);
    }

    @Test
    void aNewSkillBringsWhatWaitsForIt() {
        ready(BOB);
        submit(mail(FIRST).withSkills(List.of(new SkillLevel("german", 1))));
        noOffer();
        define(BOB, new SkillLevel("german", 1));
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void whatAQueueNeedsCanChangeWhileContactsWait() {
        List<SkillLevel> german = List.of(new SkillLevel("german", 3));
        send(new Input.DefineQueue(sales(german)));
        ready(BOB);
        submit(mail(FIRST));
        noOffer();
        send(new Input.DefineQueue(sales(List.of())));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void nothingIsOfferedFromAClosedQueueOrToOtherTeams() {
        ready(BOB);
        QueueRule open = sales(List.of());
        send(new Input.DefineQueue(
                new QueueRule(SALES, 2, 0, false, open.groups(), List.of(), open.strategy(), OFFER, WRAP_UP)));
        submit(mail(FIRST));
        noOffer();
        send(new Input.DefineQueue(new QueueRule(
                SALES, 2, 0, true, List.of(new UUID(0xD, 2)), List.of(), open.strategy(), OFFER, WRAP_UP)));
        noOffer();
        send(new Input.DefineQueue(open));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void capacityHoldsPerMediumAndMediaBlockEachOther() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        submit(mail(SECOND));
        accept(offer());
        submit(mail(THIRD));
        noOffer();
        submit(Request.of(new UUID(0xB, 4), SALES, "voice", now));
        accept(offer());
        send(new Input.WrapUp(ANN, FIRST, ""));
        noOffer();
        send(new Input.WrapUp(ANN, new UUID(0xB, 4), ""));
        assertThat(offer().work()).isEqualTo(THIRD);
    }

    @Test
    void aMediumThatNobodyThoughtOfCountsAmongTheOthers() {
        send(new Input.DefineAgent(
                new AgentRule(ANN, 2, List.of(), List.of(TEAM), List.of(new Units("email", 0), new Units("*", 1)))));
        ready(ANN);
        submit(mail(FIRST));
        noOffer();
        submit(Request.of(SECOND, SALES, "pager", now));
        accept(offer());
        submit(Request.of(THIRD, SALES, "pager", now));
        noOffer();
        submit(Request.of(new UUID(0xB, 4), SALES, "letter", now));
        assertThat(offer().agent()).isEqualTo(ANN);
        assertThat(engine.view().agent(ANN).orElseThrow().rooms())
                .containsExactly(
                        new View.Room("email", 0, 0), new View.Room("pager", 1, 1), new View.Room("letter", 1, 1));
    }

    @Test
    void theLongestIdleAgentIsAsked() {
        ready(BOB);
        pass(1);
        ready(ANN);
        submit(mail(FIRST));
        assertThat(offer().agent()).isEqualTo(BOB);
        accept(offer());
        send(new Input.WrapUp(BOB, FIRST, ""));
        submit(mail(SECOND));
        assertThat(offer().agent()).isEqualTo(ANN);
    }

    @Test
    void thePreferredAgentIsWaitedForUntilTheLimit() {
        send(new Input.SignIn(ANN));
        ready(BOB);
        submit(mail(FIRST).preferring(ANN, now + 10_000));
        noOffer();
        assertThat(phase(FIRST)).isEqualTo(Phase.HELD);
        pass(10_000);
        assertThat(offer().agent()).isEqualTo(BOB);
        submit(mail(SECOND).preferring(ANN, now + 10_000));
        send(new Input.SetPresence(ANN, true, ""));
        assertThat(offer()).extracting(Decision.Offered::agent).isEqualTo(ANN);
    }

    @Test
    void nobodyWaitsForAPreferredAgentWhoIsNotThere() {
        ready(BOB);
        submit(mail(FIRST).preferring(ANN, now + 10_000));
        assertThat(offer().agent()).isEqualTo(BOB);
        accept(offer());
        send(new Input.SignIn(ANN));
        submit(mail(SECOND).preferring(ANN, now + 10_000));
        noOffer();
        send(new Input.SignOut(ANN));
        assertThat(offer()).extracting(Decision.Offered::agent).isEqualTo(BOB);
    }

    @Test
    void aRequiredAgentIsTheOnlyOneAsLongAsHeExists() {
        ready(BOB);
        submit(mail(FIRST).requiring(ANN));
        noOffer();
        assertThat(send(new Input.Pull(BOB, FIRST))).isEqualTo(Outcome.RESERVED);
        send(new Input.RemoveAgent(ANN));
        assertThat(offer().agent()).isEqualTo(BOB);
    }
}
