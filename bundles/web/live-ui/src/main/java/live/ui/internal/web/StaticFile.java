// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A file that lies in a bundle beside compressed copies of itself ({@code .br}, {@code .gz}), sent in the smallest form
 * that the browser takes.
 */
final class StaticFile {
    /** The name or the query changes with the content. */
    static final String FOR_EVER = "public, max-age=31536000, immutable";
    /** The same for what only signed-in people get. */
    static final String FOR_EVER_PRIVATE = "private, max-age=31536000, immutable";

    static final String ASK_AGAIN = "no-cache";

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");
    private static final Map<String, String> ENCODINGS = Map.of("br", ".br", "gzip", ".gz");

    private final Function<String, @Nullable URL> entries;
    private final String path;

    /**
     * A file.
     *
     * @param entries finds entries of the bundle
     * @param path of the entry
     */
    StaticFile(Function<String, @Nullable URL> entries, String path) {
        this.entries = entries;
        this.path = path;
    }

    /** Whether a path names a file that may be served at all: of a known kind, and not outside its folder. */
    static boolean servable(String path) {
        return !path.contains("..")
                && !path.contains("//")
                && !path.contains("\\")
                && type(path).isPresent();
    }

    /** Answers with the file; false, and nothing was answered, if there is none. */
    boolean send(HttpServletRequest request, HttpServletResponse response, String caching) throws IOException {
        if (entries.apply(path) == null) {
            return false;
        }
        response.setContentType(type(path).orElseThrow());
        response.setHeader("Cache-Control", caching);
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("X-Content-Type-Options", "nosniff");
        String accepted = String.valueOf(request.getHeader("Accept-Encoding"));
        for (String encoding : new String[] {"br", "gzip"}) {
            URL compressed = accepts(accepted, encoding) ? entries.apply(path + ENCODINGS.get(encoding)) : null;
            if (compressed != null) {
                response.setHeader("Content-Encoding", encoding);
                copy(request, response, compressed);
                return true;
            }
        }
        URL plain = entries.apply(path);
        if (plain == null) {
            return false;
        }
        copy(request, response, plain);
        return true;
    }

    /** Whether an {@code Accept-Encoding} names an encoding and does not refuse it ({@code q=0}). */
    static boolean accepts(String header, String encoding) {
        for (String part : header.split(",")) {
            String[] words = part.strip().split("\\s*;\\s*");
            if (words[0].equalsIgnoreCase(encoding)) {
                return words.length < 2 || !words[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    private static void copy(HttpServletRequest request, HttpServletResponse response, URL source) throws IOException {
        try (InputStream in = source.openStream()) {
            byte[] content = in.readAllBytes();
            response.setContentLength(content.length);
            if (!"HEAD".equals(request.getMethod())) {
                response.getOutputStream().write(content);
            }
        }
    }

    private static Optional<String> type(String path) {
        return Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
    }
}
