// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

class ClientTest {
    /** That TLS is spoken is believed of everybody: whoever invents it gets a cookie that his browser keeps to itself. */
    @Test
    void believes_addresses_of_nobody_but_trusted_proxies() {
        HttpServletRequest request =
                request("203.0.113.9", Map.of("X-Forwarded-For", "10.0.0.1", "X-Forwarded-Proto", "https"));

        assertThat(Client.of(request, Set.of())).isEqualTo(new Client("203.0.113.9", true));
        assertThat(Client.of(request, Set.of("203.0.113.9"))).isEqualTo(new Client("10.0.0.1", true));
    }

    @Test
    void takes_the_address_that_the_last_trusted_proxy_saw_and_not_what_stands_left_of_it() {
        HttpServletRequest request = request("10.0.0.2", Map.of("X-Forwarded-For", "1.1.1.1, 198.51.100.7, 10.0.0.3"));

        assertThat(Client.of(request, Set.of("10.0.0.2", "10.0.0.3")).address()).isEqualTo("198.51.100.7");
    }

    @Test
    void counts_an_ipv6_customer_by_his_network() {
        assertThat(Client.of(request("2001:db8:1:2:3:4:5:6", Map.of()), Set.of())
                        .address())
                .isEqualTo(Client.of(request("2001:db8:1:2:a:b:c:d", Map.of()), Set.of())
                        .address());
    }

    @Test
    void a_socket_is_opened_by_a_page_of_our_own_or_by_a_program() {
        assertThat(GuardedContext.foreign(
                        socket(Map.of("Host", "live.example:8443", "Origin", "https://live.example:8443"))))
                .isFalse();
        assertThat(GuardedContext.foreign(socket(Map.of("Host", "live.example"))))
                .isFalse();
        assertThat(GuardedContext.foreign(socket(Map.of("Host", "live.example", "Origin", "https://evil.example"))))
                .isTrue();
        assertThat(GuardedContext.foreign(
                        socket(Map.of("Host", "live.example", "Origin", "https://live.example.evil.example"))))
                .isTrue();
        assertThat(GuardedContext.foreign(socket(Map.of("Host", "live.example", "Origin", "null"))))
                .isTrue();
        assertThat(GuardedContext.foreign(socket(Map.of("Host", "live.example", "Origin", "http://["))))
                .isTrue();
    }

    private static HttpServletRequest socket(Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("Upgrade", "websocket");
        return request("127.0.0.1", all);
    }

    /** The few things that are asked of a request. */
    private static HttpServletRequest request(String address, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ClientTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "isSecure" -> false;
                    case "getHeader" -> headers.get((String) args[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
