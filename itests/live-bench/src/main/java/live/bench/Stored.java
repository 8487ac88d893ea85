// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import live.itest.Product;

/**
 * What stands in the database at the end, counted there and not by those who wrote it.
 *
 * @param tickets of a queue
 * @param subjects different ones of these tickets
 * @param contacts that belong to these tickets
 * @param underWay contacts that ticketing or routing has not confirmed yet, of any queue
 */
record Stored(long tickets, long subjects, long contacts, long underWay) {
    static Stored of(Product product, String queue) throws SQLException {
        try (Connection connection = product.connect();
                PreparedStatement count = connection.prepareStatement(
                        """
                        select (select count(*) from ticketing.ticket where queue = ?),
                            (select count(distinct subject) from ticketing.ticket where queue = ?),
                            (select count(*) from ticketing.ticket t
                                join ticketing.ticket_interaction i on i.tenant = t.tenant and i.ticket = t.id
                                join channels.interaction c on c.tenant = i.tenant and c.id = i.interaction
                                where t.queue = ?),
                            (select count(*) from channels.dispatch)
                        """)) {
            count.setObject(1, UUID.fromString(queue));
            count.setObject(2, UUID.fromString(queue));
            count.setObject(3, UUID.fromString(queue));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Stored(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
        }
    }
}
