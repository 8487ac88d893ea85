// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import live.core.Principal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The files of all parts, at {@code /ui/<id>/…}, out of the bundles that bring them: a part's addresses come and go with
 * its service, without a servlet of its own.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletName("live.ui.parts")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live)")
public final class PartFiles extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Parts parts;

    @Activate
    public PartFiles(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        int slash = path.indexOf('/', 1);
        Optional<Part> part =
                slash < 0 || !StaticFile.servable(path) ? Optional.empty() : parts.find(path.substring(1, slash));
        if (part.isEmpty()
                || !mayRead(part.get(), request)
                || !new StaticFile(part.get().bundle()::getEntry, "/ui" + path)
                        .send(request, response, caching(part.get(), path, request))) {
            Problems.notFound(response);
        }
    }

    /** The entry keeps its name, so only the revision in its address tells what it is; all other names carry a hash. */
    private static String caching(Part part, String path, HttpServletRequest request) {
        boolean entry = path.endsWith("/index.js");
        return !entry || part.revision().equals(request.getParameter("v"))
                ? StaticFile.FOR_EVER_PRIVATE
                : StaticFile.ASK_AGAIN;
    }

    /** The guard of the context leaves who asks; without it nothing is served. */
    private static boolean mayRead(Part part, HttpServletRequest request) {
        return request.getAttribute(Principal.class.getName()) instanceof Principal principal && part.open(principal);
    }
}
