// SPDX-License-Identifier: Apache-2.0
package live.ui.widget.internal.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /widget/loader.js} and what the widget's page is made of. Everybody may have them. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/loader.js", "/assets/*"})
@HttpWhiteboardServletName("live.ui.widget.files")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live-widget-ws)")
public final class WidgetFiles extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern SERVED = Pattern.compile("/(loader\\.js|assets/[A-Za-z0-9_-]+\\.(js|css))");
    /** Its name never changes, so pages ask again soon. */
    private static final String SOON = "public, max-age=300";
    /** The name changes with the content. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final transient Bundle bundle;

    @Activate
    public WidgetFiles(BundleContext context) {
        bundle = context.getBundle();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        URL plain = SERVED.matcher(path).matches() ? bundle.getEntry("/widget" + path) : null;
        if (plain == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.flushBuffer();
            return;
        }
        response.setContentType(path.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
        response.setHeader("Cache-Control", path.startsWith("/assets/") ? FOR_EVER : SOON);
        response.setHeader("Vary", "Accept-Encoding");
        // A page under a strict policy of its own may only take what says that others may have it.
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        String accepted = String.valueOf(request.getHeader("Accept-Encoding"));
        URL compressed = accepted.contains("gzip") ? bundle.getEntry("/widget" + path + ".gz") : null;
        if (compressed != null) {
            response.setHeader("Content-Encoding", "gzip");
            plain = compressed;
        }
        try (InputStream in = plain.openStream()) {
            byte[] content = in.readAllBytes();
            response.setContentLength(content.length);
            response.getOutputStream().write(content);
        }
    }
}
