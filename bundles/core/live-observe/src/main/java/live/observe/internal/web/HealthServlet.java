// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import live.core.health.Health;
import live.core.health.HealthBoard;
import live.core.health.HealthReport;
import live.lib.sql.DatabaseException;
import live.security.Tokens;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /health} for load balancers and watchdogs: the status; and each check with it for API tokens with the permission
 * {@code health.read}. People see the checks at {@code /api/v1/admin/health}. 503 when the product is down.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/health")
@HttpWhiteboardServletName("live.observe.health")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live-public)")
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String PERMISSION = "health.read";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient HealthBoard board;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private transient volatile @Nullable Tokens tokens;

    @Activate
    public HealthServlet(@Reference HealthBoard board) {
        this.board = board;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HealthReport report = board.report();
        response.setStatus(
                report.state() == Health.State.DOWN
                        ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                        : HttpServletResponse.SC_OK);
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        ObjectNode answer = JSON.createObjectNode().put("status", report.state().name());
        if (trusted(request.getHeader("Authorization"))) {
            ObjectNode checks = answer.putObject("checks");
            report.checks().forEach((name, health) -> checks.putObject(name)
                    .put("state", health.state().name())
                    .put("code", health.code())
                    .put("message", health.message()));
        }
        response.getWriter().write(answer.toString());
    }

    private boolean trusted(@Nullable String authorization) {
        Tokens service = tokens;
        if (authorization == null || service == null) {
            return false;
        }
        try {
            return service.principal(authorization)
                    .filter(caller -> caller.may(PERMISSION))
                    .isPresent();
        } catch (DatabaseException e) {
            // Whether the database is there is what one wants to know here.
            return false;
        }
    }
}
