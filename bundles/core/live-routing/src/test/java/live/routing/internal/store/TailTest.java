// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import live.routing.internal.store.Journal.Batch;
import org.junit.jupiter.api.Test;

class TailTest {
    private final Tail tail = new Tail();

    @Test
    void tellsWhatFollows() {
        tail.add(batch(1, 3));
        tail.add(batch(4, 4));
        tail.add(batch(5, 9));

        assertThat(tail.after(3, 10)).extracting(Batch::first).containsExactly(4L, 5L);
        assertThat(tail.after(2, 10)).as("begins in the middle of a batch").hasSize(3);
        assertThat(tail.after(0, 2)).extracting(Batch::first).containsExactly(1L, 4L);
        assertThat(tail.after(9, 10)).isEmpty();
    }

    @Test
    void tellsNothingOfWhatItHasNotSeenBegin() {
        tail.add(batch(4, 6));

        assertThat(tail.after(2, 10)).isEmpty();
        assertThat(tail.after(3, 10)).hasSize(1);
    }

    @Test
    void forgetsWhatIsBeforeAGap() {
        tail.add(batch(1, 3));
        tail.add(batch(7, 8));

        assertThat(tail.after(0, 10)).isEmpty();
        assertThat(tail.after(6, 10)).hasSize(1);
    }

    @Test
    void isBounded() {
        for (long entry = 1; entry <= 100; entry++) {
            tail.add(new Batch(entry, entry, new byte[1 << 18]));
        }

        assertThat(tail.after(0, 200)).isEmpty();
        assertThat(tail.after(96, 200)).hasSize(4);
    }

    private static Batch batch(long first, long last) {
        return new Batch(first, last, new byte[10]);
    }
}
