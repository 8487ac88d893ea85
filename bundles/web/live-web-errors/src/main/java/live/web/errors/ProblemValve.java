// SPDX-License-Identifier: Apache-2.0
package live.web.errors;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the container refuses by itself as {@code application/problem+json} (RFC 9457): addresses that cannot be
 * decoded, headers that are too long, methods that nothing takes. Its own page would tell what runs here, and where it
 * failed. Named in {@code etc/tomcat-server.xml}.
 */
public final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean open = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
        if (!open.get()) {
            return;
        }
        String trace = String.format("%016x", ThreadLocalRandom.current().nextLong());
        if (isOurs(status)) {
            LOG.error("web.failed: request failed with {}, trace {}", status, trace, failure);
        }
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write("{\"type\":\"about:blank\",\"title\":\"" + title(status) + "\",\"status\":" + status
                        + ",\"code\":\"" + code(status) + "\",\"detail\":\"" + detail(status) + "\",\"trace\":\""
                        + trace
                        + "\"}");
                response.finishResponse();
            }
        } catch (IOException gone) {
            LOG.debug("web.gone: nobody waits for the answer", gone);
        }
    }

    /** What the others of this class refuse is what the caller wants: a method or a version that is not spoken here. */
    private static boolean isOurs(int status) {
        return status == 500 || status == 502 || status == 503 || status == 504;
    }

    private static String code(int status) {
        return switch (status) {
            case 404 -> "request.path.unknown";
            case 405, 501 -> "request.method.unknown";
            case 413 -> "request.body.large";
            case 414, 431 -> "request.header.large";
            default -> isOurs(status) ? "internal" : "request.invalid";
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            default -> isOurs(status) ? "Failed" : "Refused";
        };
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address.";
            case 405, 501 -> "Not with this method.";
            case 413, 414, 431 -> "It is too long.";
            default ->
                isOurs(status)
                        ? "Something went wrong on the server. The log tells more under this trace."
                        : "This is no request that can be understood.";
        };
    }
}
