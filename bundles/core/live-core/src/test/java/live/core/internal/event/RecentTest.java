// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import live.core.Principal;
import live.core.TenantId;
import live.core.event.Event;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent recent = new Recent();

    @Test
    void whoKeepsUpReadsFromMemory() {
        recent.add(events(1, 2, 3));
        assertThat(recent.after(0, 10)).hasValue(events(1, 2, 3));
        assertThat(recent.after(1, 1)).hasValue(events(2));
    }

    @Test
    void nothingIsKnownOfWhatIsOlderOrNewer() {
        recent.add(events(5, 6));
        assertThat(recent.after(3, 10)).isEmpty();
        assertThat(recent.after(6, 10)).isEmpty();
    }

    @Test
    void aGapMayHideWhatAnotherNodePositioned() {
        recent.add(events(1, 2));
        recent.add(events(7, 8));
        assertThat(recent.after(1, 10)).isEmpty();
        assertThat(recent.after(2, 10)).isEmpty();
        assertThat(recent.after(6, 10)).hasValue(events(7, 8));
    }

    private static List<Event> events(long... positions) {
        return LongStream.of(positions)
                .mapToObj(position -> new Event(
                        position,
                        TenantId.DEFAULT,
                        "test",
                        new UUID(0, position),
                        Principal.SYSTEM_USER,
                        Instant.EPOCH,
                        "{}"))
                .toList();
    }
}
