// SPDX-License-Identifier: Apache-2.0
package live.push.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final List<String> sent = new ArrayList<>();
    private final List<Consumer<Boolean>> inFlight = new ArrayList<>();
    private final AtomicInteger givenUp = new AtomicInteger();

    /** A wire that answers only when told to. */
    private final Outbox slow = new Outbox(
            (frame, done) -> {
                sent.add(frame);
                inFlight.add(done);
            },
            givenUp::incrementAndGet);

    @Test
    void sends_one_frame_at_a_time_in_order() {
        slow.send("a");
        slow.send("b");
        slow.send("c");
        assertThat(sent).containsExactly("a");

        inFlight.get(0).accept(true);
        assertThat(sent).containsExactly("a", "b");
        inFlight.get(1).accept(true);
        assertThat(sent).containsExactly("a", "b", "c");
    }

    @Test
    void a_wire_that_answers_at_once_gets_any_number_of_frames() {
        List<String> fast = new ArrayList<>();
        Outbox[] outbox = new Outbox[1];
        outbox[0] = new Outbox(
                (frame, done) -> {
                    if (fast.isEmpty()) {
                        for (int i = 1; i < 2_000; i++) {
                            outbox[0].send("frame" + i);
                        }
                    }
                    fast.add(frame);
                    done.accept(true);
                },
                givenUp::incrementAndGet);

        outbox[0].send("frame0");

        assertThat(fast).hasSize(2_000).endsWith("frame1999");
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void gives_a_reader_up_once_when_too_many_frames_wait() {
        for (int i = 0; i < 3_000; i++) {
            slow.send("frame");
        }

        assertThat(givenUp).hasValue(1);
        inFlight.get(0).accept(true);
        assertThat(sent).as("nothing after that").hasSize(1);
    }

    @Test
    void gives_a_reader_up_when_too_much_waits() {
        String large = "x".repeat(1 << 20);
        for (int i = 0; i < 6; i++) {
            slow.send(large);
        }

        assertThat(givenUp).hasValue(1);
    }

    @Test
    void gives_up_when_the_wire_fails() {
        slow.send("a");
        slow.send("b");

        inFlight.get(0).accept(false);

        assertThat(givenUp).hasValue(1);
        assertThat(sent).containsExactly("a");
    }

    @Test
    void sends_nothing_after_it_was_closed() {
        slow.close();
        slow.send("a");

        assertThat(sent).isEmpty();
        assertThat(givenUp).hasValue(0);
    }
}
