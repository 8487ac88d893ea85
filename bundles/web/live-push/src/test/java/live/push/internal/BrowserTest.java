// SPDX-License-Identifier: Apache-2.0
package live.push.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.security.SessionId;
import org.junit.jupiter.api.Test;

class BrowserTest {
    private static final Principal ANNA = new Principal(TenantId.DEFAULT, UserId.next(), "Anna", Set.of());

    private final List<String> frames = new ArrayList<>();
    private final Map<String, PushTopic> topics = new HashMap<>();
    private final Browser browser = new Browser(
            SessionId.next(),
            new Outbox(
                    (frame, done) -> {
                        frames.add(frame);
                        done.accept(true);
                    },
                    () -> {}),
            topics::get);

    /** A topic that remembers its subscribers. */
    private static final class Weather implements PushTopic {
        final List<PushSubscriber> subscribers = new ArrayList<>();
        final List<String> received = new ArrayList<>();
        int closed;

        @Override
        public String name() {
            return "weather";
        }

        @Override
        public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
            if (argument.equals("storm")) {
                throw new IllegalStateException("storm");
            }
            subscribers.add(subscriber);
            subscriber.send("{\"snapshot\":\"" + argument + "\"}");
            return () -> closed++;
        }

        @Override
        public void receive(Principal principal, String message, PushSubscriber subscriber) {
            received.add(message);
        }
    }

    @Test
    void a_subscription_begins_with_the_snapshot_and_ends_when_the_browser_leaves() {
        Weather weather = come();

        browser.subscribe(ANNA, 7, "weather", "Graz");
        weather.subscribers.get(0).send("\"rain\"");
        browser.leave();
        weather.subscribers.get(0).send("\"sun\"");

        assertThat(frames)
                .containsExactly(
                        "{\"t\":\"msg\",\"id\":7,\"topic\":\"weather\",\"data\":{\"snapshot\":\"Graz\"}}",
                        "{\"t\":\"msg\",\"id\":7,\"topic\":\"weather\",\"data\":\"rain\"}");
        assertThat(weather.closed).isEqualTo(1);
    }

    @Test
    void a_wish_outlives_its_topic_and_is_served_again_when_the_topic_returns() {
        Weather first = come();
        browser.subscribe(ANNA, 1, "weather", "Graz");

        topics.remove("weather");
        browser.gone("weather", first);
        first.subscribers.get(0).send("\"late\"");
        come();
        browser.come(Optional.of(ANNA), "weather");

        assertThat(first.closed).isEqualTo(1);
        assertThat(frames)
                .hasSize(3)
                .contains("{\"t\":\"gone\",\"topic\":\"weather\"}")
                .noneMatch(frame -> frame.contains("late"));
        assertThat(frames.get(2)).contains("snapshot");
    }

    @Test
    void a_wish_for_a_topic_that_is_not_there_waits() {
        browser.subscribe(ANNA, 1, "weather", "Graz");
        assertThat(frames).containsExactly("{\"t\":\"gone\",\"topic\":\"weather\"}");

        come();
        browser.come(Optional.of(ANNA), "weather");
        browser.come(Optional.of(ANNA), "weather");

        assertThat(frames).as("served once").hasSize(2);
    }

    @Test
    void an_id_that_is_used_again_replaces_its_subscription() {
        Weather weather = come();

        browser.subscribe(ANNA, 1, "weather", "Graz");
        browser.subscribe(ANNA, 1, "weather", "Linz");

        assertThat(weather.closed).isEqualTo(1);
        browser.unsubscribe(1);
        assertThat(weather.closed).isEqualTo(2);
    }

    @Test
    void a_topic_that_fails_harms_no_other() {
        come();

        browser.subscribe(ANNA, 1, "weather", "storm");
        browser.subscribe(ANNA, 2, "weather", "Graz");

        assertThat(frames.get(0)).contains("gone");
        assertThat(frames.get(1)).contains("Graz");
    }

    @Test
    void what_a_browser_says_reaches_only_a_topic_that_it_is_subscribed_to() {
        Weather weather = come();

        browser.say(ANNA, "weather", "{}");
        browser.subscribe(ANNA, 1, "weather", "Graz");
        browser.say(ANNA, "weather", "{\"a\":1}");

        assertThat(weather.received).containsExactly("{\"a\":1}");
    }

    @Test
    void the_number_of_wishes_is_limited() {
        for (int i = 0; i < 500; i++) {
            assertThat(browser.subscribe(ANNA, i, "weather", "")).isTrue();
        }

        assertThat(browser.subscribe(ANNA, 500, "weather", "")).isFalse();
        assertThat(browser.subscribe(ANNA, 499, "weather", "")).isTrue();
    }

    @Test
    void reads_frames_and_nothing_else() {
        assertThat(Frames.read("{\"t\":\"say\",\"topic\":\"weather\",\"data\":{\"x\":[1]}}"))
                .contains(new Frames.Said("say", -1, "weather", "", "{\"x\":[1]}"));
        assertThat(Frames.read("[]")).isEmpty();
        assertThat(Frames.read("")).isEmpty();
        assertThat(Frames.read("{\"t\":")).isEmpty();
        assertThat(Frames.gone("a\"b")).isEqualTo("{\"t\":\"gone\",\"topic\":\"a\\\"b\"}");
    }

    private Weather come() {
        Weather weather = new Weather();
        topics.put("weather", weather);
        return weather;
    }
}
