// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

class CallersTest {
    @Test
    void a_page_says_how_long_ago_its_person_did_something() {
        assertThat(idle(Map.of("X-Idle-Seconds", "42", "Sec-Fetch-Mode", "cors")))
                .contains(Duration.ofSeconds(42));
    }

    @Test
    void a_program_does_what_it_does_now() {
        assertThat(idle(Map.of())).contains(Duration.ZERO);
    }

    @Test
    void what_a_browser_fetches_by_itself_is_no_use() {
        assertThat(idle(Map.of("Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image")))
                .isEmpty();
        assertThat(idle(Map.of("Sec-Fetch-Mode", "websocket", "Upgrade", "websocket")))
                .isEmpty();
        assertThat(idle(Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe")))
                .isEmpty();
        assertThat(idle(Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-User", "?1")))
                .contains(Duration.ZERO);
    }

    @Test
    void nonsense_is_no_use() {
        assertThat(idle(Map.of("X-Idle-Seconds", "-1"))).isEmpty();
        assertThat(idle(Map.of("X-Idle-Seconds", "now"))).isEmpty();
        assertThat(idle(Map.of("X-Idle-Seconds", "99999999999999999999"))).isEmpty();
    }

    private static Optional<Duration> idle(Map<String, String> headers) {
        return Callers.idle((HttpServletRequest) Proxy.newProxyInstance(
                CallersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> headers.get(arguments[0].toString())));
    }
}
