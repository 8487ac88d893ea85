// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What every answer says to browsers, whoever gives it. A servlet may say more, or something stricter. */
final class SafeHeaders {
    static final String TRANSPORT = "Strict-Transport-Security";
    /** A year, RFC 6797. */
    static final String ALWAYS = "max-age=31536000";

    private SafeHeaders() {}

    static void set(HttpServletRequest request, HttpServletResponse response) {
        embeddable(request, response);
        response.setHeader("X-Frame-Options", "DENY");
    }

    /** The same for what pages of others may show: whose, the answer says itself. */
    static void embeddable(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (Client.secure(request)) {
            response.setHeader(TRANSPORT, ALWAYS);
        }
    }
}
