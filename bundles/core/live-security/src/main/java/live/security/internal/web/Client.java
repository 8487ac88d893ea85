// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.util.Set;
import javax.servlet.http.HttpServletRequest;

/**
 * Where a request comes from.
 *
 * @param address of the browser, as far as trusted proxies tell
 * @param secure whether the browser speaks TLS, as far as any proxy tells
 */
record Client(String address, boolean secure) {
    private static final int LONGEST = 60;

    static Client of(HttpServletRequest request, Set<String> trustedProxies) {
        String address = request.getRemoteAddr();
        if (trustedProxies.contains(address)) {
            String forwarded = request.getHeader("X-Forwarded-For");
            if (forwarded != null) {
                // What stands left of an address that no trusted proxy wrote may be invented.
                String[] hops = forwarded.split(",");
                for (int i = hops.length - 1; i >= 0 && trustedProxies.contains(address); i--) {
                    address = hops[i].strip();
                }
            }
        }
        return new Client(network(address), secure(request));
    }

    /** Whoever invents that he speaks TLS only gets a cookie that his browser does not send. */
    static boolean secure(HttpServletRequest request) {
        return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

    /** An IPv6 customer has a whole /64 to himself: attempts are counted for that. */
    private static String network(String address) {
        String shortened = address.length() > LONGEST ? address.substring(0, LONGEST) : address;
        if (!shortened.contains(":") || shortened.contains("::")) {
            return shortened;
        }
        String[] groups = shortened.split(":");
        return groups.length < 8 ? shortened : String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::/64";
    }
}
