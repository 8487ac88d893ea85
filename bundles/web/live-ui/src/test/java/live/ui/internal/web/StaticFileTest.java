// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticFileTest {
    @TempDir
    Path folder;

    private final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("a.js"), "plain");
        Files.writeString(folder.resolve("a.js.gz"), "gzipped");
        Files.writeString(folder.resolve("a.js.br"), "brotli");
        Files.writeString(folder.resolve("b.js"), "plain only");
    }

    @Test
    void the_smallest_form_that_the_browser_takes_is_sent() throws IOException {
        assertThat(sent("a.js", "gzip, deflate, br")).isEqualTo("brotli");
        assertThat(headers).containsEntry("Content-Encoding", "br").containsEntry("Vary", "Accept-Encoding");
        assertThat(sent("a.js", "gzip")).isEqualTo("gzipped");
        assertThat(sent("a.js", null)).isEqualTo("plain");
        assertThat(headers).doesNotContainKey("Content-Encoding");
    }

    @Test
    void an_encoding_that_is_refused_is_not_sent() throws IOException {
        assertThat(sent("a.js", "br;q=0, gzip;q=0.5")).isEqualTo("gzipped");
        assertThat(StaticFile.accepts("br; q=0.0", "br")).isFalse();
        assertThat(StaticFile.accepts("xbr", "br")).isFalse();
    }

    @Test
    void a_file_without_compressed_copies_is_sent_as_it_is() throws IOException {
        assertThat(sent("b.js", "br")).isEqualTo("plain only");
        assertThat(headers).containsEntry("Content-Type", "text/javascript; charset=utf-8");
    }

    @Test
    void what_is_missing_is_not_answered() throws IOException {
        assertThat(new StaticFile(this::entry, "c.js").send(request(null), response(), StaticFile.ASK_AGAIN))
                .isFalse();
        assertThat(headers).isEmpty();
    }

    @Test
    void paths_that_leave_the_folder_or_name_no_known_kind_are_not_servable() {
        assertThat(StaticFile.servable("/tickets/index.js")).isTrue();
        assertThat(StaticFile.servable("/tickets/../secret.js")).isFalse();
        assertThat(StaticFile.servable("/tickets//secret.js")).isFalse();
        assertThat(StaticFile.servable("/tickets\\secret.js")).isFalse();
        assertThat(StaticFile.servable("/tickets/part.properties")).isFalse();
        assertThat(StaticFile.servable("/tickets/Code.class")).isFalse();
    }

    private String sent(String name, String encodings) throws IOException {
        headers.clear();
        body.reset();
        assertThat(new StaticFile(this::entry, name).send(request(encodings), response(), StaticFile.FOR_EVER))
                .isTrue();
        return body.toString();
    }

    private URL entry(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? file.toUri().toURL() : null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpServletRequest request(String encodings) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                StaticFileTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> "Accept-Encoding".equals(arguments[0]) ? encodings : null;
                    case "getMethod" -> "GET";
                    default -> throw new AssertionError(method);
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                StaticFileTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                        case "setContentLength" -> {}
                        case "getOutputStream" -> {
                            return stream();
                        }
                        default -> throw new AssertionError(method);
                    }
                    return null;
                });
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}

            @Override
            public void write(int b) {
                body.write(b);
            }
        };
    }
}
