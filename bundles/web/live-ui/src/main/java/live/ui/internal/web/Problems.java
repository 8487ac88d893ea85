// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import javax.servlet.http.HttpServletResponse;

/** Answers of RFC 9457 for what is not there. */
final class Problems {
    private static final String NOT_FOUND =
            "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,\"code\":\"http.404\",\"detail\":\"There is nothing at this address.\",\"trace\":\"%016x\"}";

    private Problems() {}

    static void notFound(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        String body = String.format(NOT_FOUND, ThreadLocalRandom.current().nextLong());
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
