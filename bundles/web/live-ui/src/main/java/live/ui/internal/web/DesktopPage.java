// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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

/**
 * The page of the desktop and what it is made of. Every address that a person may keep ({@code /tickets/…}) answers with
 * the one page; what programs ask for and nobody serves is a problem, never a page.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletName("live.ui.desktop")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live-public)")
public final class DesktopPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ASSETS = "/assets/";

    private final transient Bundle bundle;
    private final String policy;

    @Activate
    public DesktopPage(BundleContext context) throws IOException {
        bundle = context.getBundle();
        policy = policy(text("/desktop/import-map.sha256"));
    }

    /**
     * What the page may do: run its own code and the one inline import map, and talk to its own server. Mails bring styles
     * and pictures of their own, inside frames without scripts.
     */
    static String policy(String importMap) {
        return "default-src 'none'; script-src 'self' 'sha256-" + importMap.strip()
                + "'; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data: blob: https:; font-src 'self' data:; connect-src 'self'; frame-src 'self' blob:; "
                + "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                + "object-src 'none'";
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader(
                "Permissions-Policy", "camera=(self), microphone=(self), geolocation=(), display-capture=(self)");
        if (path.startsWith(ASSETS)) {
            if (!StaticFile.servable(path) || !file(path).send(request, response, StaticFile.FOR_EVER)) {
                Problems.notFound(response);
            }
            return;
        }
        if (isAddressOfPage(path, String.valueOf(request.getHeader("Accept")))) {
            response.setHeader("Content-Security-Policy", policy);
            file("/index.html").send(request, response, StaticFile.ASK_AGAIN);
            return;
        }
        boolean own = path.lastIndexOf('/') == 0 && StaticFile.servable(path);
        if (!own || !file(path).send(request, response, "public, max-age=3600")) {
            Problems.notFound(response);
        }
    }

    /** Whether a browser goes there, and neither a program nor a picture. */
    static boolean isAddressOfPage(String path, String accept) {
        for (String other : new String[] {"/api/", "/ui/", "/ws/", "/widget/", "/channel/"}) {
            if (path.startsWith(other) || path.equals(other.substring(0, other.length() - 1))) {
                return false;
            }
        }
        return path.equals("/") || accept.contains("text/html");
    }

    private StaticFile file(String path) {
        return new StaticFile(bundle::getEntry, "/desktop" + path);
    }

    private String text(String path) throws IOException {
        URL entry = Objects.requireNonNull(bundle.getEntry(path), path);
        try (InputStream in = entry.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
