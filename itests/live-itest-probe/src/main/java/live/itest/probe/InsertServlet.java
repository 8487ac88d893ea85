// SPDX-License-Identifier: Apache-2.0
package live.itest.probe;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What the machine can do at best: a bare servlet, and one durable insert for each request. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("live-probe-insert")
@HttpWhiteboardServletPattern("/probe/insert")
public final class InsertServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient DataSource database;

    @Activate
    public InsertServlet(@Reference(target = "(live.store=direct)") DataSource database) throws SQLException {
        this.database = database;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists probe");
            statement.execute("create table if not exists probe.row (id uuid primary key, body text not null)");
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String body = new String(request.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into probe.row values (?, ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, body);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IOException(e);
        }
        response.setStatus(201);
        response.setContentType("application/json");
        response.getWriter().write("{}");
    }
}
