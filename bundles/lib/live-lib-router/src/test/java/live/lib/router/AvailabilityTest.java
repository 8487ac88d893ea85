// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who there is for contacts that might come. */
class AvailabilityTest extends SmallCentre {
    private Availability of(UUID queue, String medium) {
        return engine.view().availability(queue, medium).orElseThrow();
    }

    @Test
    void whoIsNotReadyIsAbleAllTheSame() {
        ready(ANN);
        send(new Input.SignIn(BOB));

        Availability there = of(SALES, "email");

        assertThat(List.of(there.able(), there.signedIn(), there.ready(), there.free()))
                .containsExactly(2, 2, 1, 2);
    }

    @Test
    void whoeverHasNotTheSkillsOrTheMediumDoesNotCount() {
        send(new Input.DefineQueue(sales(List.of(new SkillLevel("german", 3)))));
        ready(ANN);
        ready(BOB);

        assertThat(of(SALES, "email").able()).isEqualTo(1);
        assertThat(of(SALES, "fax").able()).isZero();
        assertThat(engine.view().availability(THIRD, "email")).isEmpty();
    }

    @Test
    void whatSomebodyHasInHandLeavesLessRoom() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());

        Availability there = of(SALES, "email");

        assertThat(there.free()).isEqualTo(1);
        assertThat(there.inHand()).isEqualTo(Map.of(SALES, 1));
    }

    @Test
    void aMediumThatIsBlockedHasNoRoom() {
        ready(ANN);
        submit(Request.of(FIRST, SALES, "voice", now));
        accept(offer());

        assertThat(of(SALES, "email").free()).isZero();
    }

    @Test
    void aReservationTakesTheWholeAgent() {
        ready(ANN);
        send(new Input.Reserve(THIRD, SALES, List.of(), "email", null, now + 60_000));

        assertThat(of(SALES, "email").free()).isZero();
    }

    @Test
    void whatWaitsForTheSameAgentsIsAhead() {
        ready(ANN);
        submit(mail(FIRST));
        offer();
        assertThat(of(SALES, "email").ahead()).isZero();

        submit(mail(SECOND));
        submit(Request.of(THIRD, HELP, "email", now));

        assertThat(of(SALES, "email").ahead()).isEqualTo(2);
        assertThat(of(SALES, "voice").ahead()).isZero();
    }

    @Test
    void whatRestsIsDueInItsStretch() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        send(new Input.Postpone(ANN, FIRST, now + 2_500, null, null, false, 0, false, "later"));

        assertThat(engine.view().due(SALES, now, 1_000, 4)).containsExactly(0, 0, 1, 0);
        assertThat(engine.view().due(SALES, now, 1_000, 2)).containsExactly(0, 0);
    }
}
