// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import live.core.TenantId;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final UUID SALES = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID HELP = UUID.fromString("00000000-0000-7000-8000-000000000002");

    private final Changes<String> changes = new Changes<>();
    private final List<String> first = new ArrayList<>();
    private final List<String> second = new ArrayList<>();

    @Test
    void everything_first_and_then_what_changes() {
        changes.subscribe(first::add);
        changes.tell(Map.of(SALES, "3 wait"));
        changes.tell(Map.of(SALES, "3 wait", HELP, "1 waits"));
        changes.tell(Map.of(SALES, "3 wait", HELP, "1 waits"));
        changes.tell(Map.of(HELP, "2 wait"));
        assertThat(first)
                .containsExactly(
                        "{\"sequence\":1,\"items\":[\"3 wait\"]}",
                        "{\"after\":1,\"sequence\":2,\"items\":[\"1 waits\"]}",
                        "{\"after\":2,\"sequence\":3,\"items\":[\"2 wait\"],\"gone\":[\"" + SALES + "\"]}");
    }

    @Test
    void who_comes_later_goes_on_from_where_the_others_are() {
        changes.subscribe(first::add);
        changes.tell(Map.of(SALES, "3 wait"));
        changes.tell(Map.of(SALES, "4 wait"));
        changes.subscribe(second::add);
        changes.tell(Map.of(SALES, "5 wait"));
        assertThat(second)
                .containsExactly(
                        "{\"sequence\":2,\"items\":[\"4 wait\"]}",
                        "{\"after\":2,\"sequence\":3,\"items\":[\"5 wait\"]}");
        assertThat(first).last().isEqualTo(second.get(1));
    }

    @Test
    void a_loss_is_told_once_and_ended_by_a_snapshot() {
        changes.subscribe(first::add);
        changes.tell(Map.of(SALES, "3 wait"));
        changes.lose();
        changes.lose();
        changes.subscribe(second::add);
        changes.tell(Map.of(SALES, "3 wait"));
        assertThat(first)
                .containsExactly(
                        "{\"sequence\":1,\"items\":[\"3 wait\"]}",
                        "{\"away\":true}",
                        "{\"sequence\":2,\"items\":[\"3 wait\"]}");
        assertThat(second).containsExactly("{\"away\":true}", "{\"sequence\":2,\"items\":[\"3 wait\"]}");
    }

    @Test
    void who_left_is_told_nothing() throws Exception {
        AtomicLong version = new AtomicLong();
        Feed<String> feed = new Feed<>(tenant -> version.get(), tenant -> now("look " + version.get()));
        AutoCloseable subscription = feed.subscribe(TenantId.DEFAULT, first::add);
        version.set(1);
        feed.look();
        subscription.close();
        version.set(2);
        feed.look();
        assertThat(first)
                .containsExactly(
                        "{\"sequence\":1,\"items\":[\"look 0\"]}",
                        "{\"after\":1,\"sequence\":2,\"items\":[\"look 1\"]}");
    }

    @Test
    void a_loss_is_noticed_though_the_version_stays() {
        boolean[] away = {false};
        Feed<String> feed = new Feed<>(
                tenant -> 7,
                tenant -> away[0] ? CompletableFuture.failedFuture(new IllegalStateException()) : now("all"));
        feed.subscribe(TenantId.DEFAULT, first::add);
        away[0] = true;
        for (int i = 0; i < 4; i++) {
            feed.look();
        }
        away[0] = false;
        feed.look();
        assertThat(first)
                .containsExactly(
                        "{\"sequence\":1,\"items\":[\"all\"]}",
                        "{\"away\":true}",
                        "{\"sequence\":2,\"items\":[\"all\"]}");
    }

    private static CompletionStage<Map<UUID, String>> now(String what) {
        return CompletableFuture.completedFuture(Map.of(SALES, what));
    }
}
