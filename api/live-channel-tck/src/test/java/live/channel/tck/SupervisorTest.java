// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private final Supervisor supervisor = new Supervisor("paper/lobby");

    @Test
    void what_a_task_begins_while_all_are_closed_ends_too() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        supervisor.run("read", () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                supervisor.run("write", () -> new CountDownLatch(1).await());
            }
        });
        begun.await();

        supervisor.close();

        assertThat(supervisor.awaitEnd(Duration.ofSeconds(5))).isEmpty();
    }
}
