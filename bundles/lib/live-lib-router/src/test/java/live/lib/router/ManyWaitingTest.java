// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A million contacts wait: each keeps its place and needs little memory, and routing decides as with ten. */
class ManyWaitingTest extends SmallCentre {
    private static final int MANY = 1_000_000;
    /** Memory for each of them: more than twice what it takes. */
    private static final long BYTES = 1_000;

    private static final int SERVED = 5_000;

    private static UUID contact(int number) {
        return new UUID(0xE, number);
    }

    /** In the order of their numbers, in both queues; every tenth needs German, which Bob does not speak. */
    private static Request request(int number) {
        Request request = Request.of(contact(number), number % 2 == 0 ? SALES : HELP, "email", 1_000 + number);
        return number % 10 == 0 ? request.withSkills(List.of(new SkillLevel("german", 1))) : request;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void theLongestWaitingOfAMillionIsTheNext() {
        now = 2_000_000;
        send(new Input.DefineRules(new Rules(2, List.of(), 0, 30_000, 3, 1, MANY, 100)));
        for (UUID agent : List.of(ANN, BOB)) {
            send(new Input.DefineAgent(new AgentRule(
                    agent,
                    2,
                    agent.equals(ANN) ? List.of(new SkillLevel("german", 4)) : List.of(),
                    List.of(TEAM),
                    List.of(new Units("email", 1)))));
        }
        long before = used();
        for (int number = 0; number < MANY; number++) {
            submit(request(number));
        }
        assertThat(used() - before).isLessThan(MANY * BYTES);
        assertThat(send(new Input.Submit(request(MANY)))).as("it is bounded").isEqualTo(Outcome.FULL);

        ready(BOB);
        int[] forBob = IntStream.range(0, MANY)
                .filter(number -> number % 10 != 0)
                .limit(SERVED)
                .toArray();
        for (int number : forBob) {
            Decision.Offered offer = offer();
            assertThat(offer.work()).isEqualTo(contact(number));
            accept(offer);
            send(new Input.WrapUp(BOB, offer.work(), ""));
        }
        ready(ANN);
        assertThat(offer().work()).isEqualTo(contact(0));
        assertThat(engine.view().workCount()).isEqualTo(MANY - SERVED);
    }
}
