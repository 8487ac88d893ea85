// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A web page of somebody else, on an origin of its own, whose styles and scripts mean no good. */
final class ForeignPage implements AutoCloseable {
    private static final String PAGE =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title><style>
            * { color: lime !important; font-size: 40px !important; }
            button, iframe, div { transform: rotate(20deg) !important; filter: invert(1) !important; border: 9px solid lime !important; }
            </style></head><body><main><h1>A shop</h1></main>
            <script async src="%s/widget/loader.js" data-team="%s"></script></body></html>
            """;

    private final HttpServer server;

    ForeignPage(String product, String branch) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        byte[] page = PAGE.formatted(product, branch).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
