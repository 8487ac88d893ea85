// SPDX-License-Identifier: Apache-2.0
package live.ui.widget.internal.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import live.core.visitor.VisitorDoor;
import live.core.visitor.VisitorDoor.Entrance;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /widget/page?branch=}: the page that stands in web pages of others. Which ones may show it is the branch's decision;
 * the browser keeps it by {@code frame-ancestors}.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/page")
@HttpWhiteboardServletName("live.ui.widget.page")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live-widget-ws)")
public final class WidgetPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WidgetPage.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> LANGUAGES = List.of("en", "de", "hr");
    private static final int LONGEST_CODE = 40;

    private final transient Bundle bundle;
    private final transient VisitorDoor door;
    private final String template;

    @Activate
    public WidgetPage(BundleContext context, @Reference VisitorDoor door) throws IOException {
        this.bundle = context.getBundle();
        this.door = door;
        this.template = text("/widget/page.html");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String code = Objects.requireNonNullElse(request.getParameter("branch"), "");
        response.setHeader("Cache-Control", "no-store");
        Optional<Entrance> entrance;
        try {
            entrance = code.length() > LONGEST_CODE ? Optional.empty() : door.entrance(code);
        } catch (RuntimeException e) {
            LOG.warn("widget.page.failed: a page could not be made, the database is away as a rule", e);
            response.setHeader("Retry-After", "5");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.flushBuffer();
            return;
        }
        if (entrance.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.flushBuffer();
            return;
        }
        JsonNode face = JSON.readTree(entrance.get().face());
        String language = language(
                face.path("language").asText(request.getParameter("lang")), request.getHeader("Accept-Language"));
        ObjectNode start = JSON.createObjectNode().put("branch", entrance.get().branch());
        start.set("face", face);
        start.set("words", JSON.readTree(text("/widget/i18n/" + language + ".json")));
        String page = template.replace("%LANG%", language)
                .replace("%TITLE%", escaped(face.path("title").asText()))
                // Last, because it may hold any text; and no tag can end in it.
                .replace("%START%", start.toString().replace("<", "\\u003c"));
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Content-Security-Policy", policy(entrance.get().sites()));
        byte[] content = page.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    /** What the page may do: run its own code, look its own way, and talk to its own server; and who may show it. */
    static String policy(List<String> sites) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors "
                + (sites.isEmpty() ? "*" : "'self' " + String.join(" ", sites));
    }

    /** The first that is wished for and that there is. */
    static String language(
            @org.jspecify.annotations.Nullable String wished, @org.jspecify.annotations.Nullable String accepted) {
        return Stream.concat(
                        Stream.ofNullable(wished),
                        Stream.of(String.valueOf(accepted).split(",")))
                .map(tag -> tag.strip().toLowerCase(java.util.Locale.ROOT))
                .map(tag -> tag.length() > 2 ? tag.substring(0, 2) : tag)
                .filter(Set.copyOf(LANGUAGES)::contains)
                .findFirst()
                .orElse("en");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String text(String path) throws IOException {
        URL entry = Objects.requireNonNull(bundle.getEntry(path), path);
        try (InputStream in = entry.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
