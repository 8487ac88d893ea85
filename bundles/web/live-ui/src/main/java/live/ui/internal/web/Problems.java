// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletResponse;

/** Answers of RFC 9457 for what is not there. */
final class Problems {
    private static final byte[] NOT_FOUND =
            "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,\"code\":\"http.404\",\"detail\":\"There is nothing at this address.\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private Problems() {}

    static void notFound(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(NOT_FOUND);
        response.flushBuffer();
    }
}
