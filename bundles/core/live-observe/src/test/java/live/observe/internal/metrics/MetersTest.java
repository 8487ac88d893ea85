// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import live.core.LiveException;
import live.core.Meter;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final Registry registry = new Registry();
    private final BundleMeters meters = new BundleMeters(registry);

    @Test
    void aMeterCountsPerLabels() throws IOException {
        Meter support = meters.meter("live_channel_received", "channel", "email/support");
        support.count();
        support.count(2);
        meters.meter("live_channel_received", "channel", "email/support").count();
        meters.meter("live_channel_received", "channel", "email/sales").count();

        assertThat(text())
                .contains("live_channel_received_total{channel=\"email/support\"} 4.0")
                .contains("live_channel_received_total{channel=\"email/sales\"} 1.0");
    }

    @Test
    void aMeterTimesInSeconds() throws IOException {
        meters.meter("live_channel_send").took(Duration.ofMillis(30));

        assertThat(text())
                .contains("live_channel_send_seconds_bucket{le=\"0.05\"} 1")
                .contains("live_channel_send_seconds_bucket{le=\"0.025\"} 0")
                .contains("live_channel_send_seconds_sum 0.03");
    }

    @Test
    void aGaugeIsReadWhenAskedAndGoneWhenClosed() throws Exception {
        AutoCloseable one = meters.gauge("live_queue_waiting", () -> 3, "queue", "a");
        AutoCloseable other = meters.gauge("live_queue_waiting", () -> 4, "queue", "b");
        assertThat(text()).contains("live_queue_waiting{queue=\"a\"} 3.0", "live_queue_waiting{queue=\"b\"} 4.0");

        one.close();
        assertThat(text()).doesNotContain("queue=\"a\"").contains("queue=\"b\"");
        other.close();
        assertThat(text()).doesNotContain("live_queue_waiting");
        meters.gauge("live_queue_waiting", () -> 5, "queue", "a");
        assertThat(text()).contains("live_queue_waiting{queue=\"a\"} 5.0");
    }

    @Test
    void aBrokenGaugeTakesNothingElseAway() throws IOException {
        meters.gauge("live_broken", () -> {
            throw new IllegalStateException("no");
        });
        meters.gauge("live_fine", () -> 1);
        assertThat(text()).contains("live_fine 1.0");
    }

    @Test
    void whatABundleForgetsGoesWithIt() throws Exception {
        meters.gauge("live_forgotten", () -> 1);
        meters.leave();
        assertThat(text()).doesNotContain("live_forgotten");
    }

    @Test
    void theJvmIsThereToo() throws IOException {
        assertThat(text()).contains("jvm_memory_used_bytes");
    }

    @Test
    void aNameThatMonitoringCannotReadIsRefused() {
        assertThatThrownBy(() -> meters.meter("Live-Thing").count())
                .isInstanceOfSatisfying(
                        LiveException.class, e -> assertThat(e.code()).isEqualTo("metrics.name"));
    }

    private String text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        registry.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
