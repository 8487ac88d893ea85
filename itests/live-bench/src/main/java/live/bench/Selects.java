// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import live.itest.Product;

/** What the database answers at best: rows by primary key, one after the other on each connection. */
final class Selects implements AutoCloseable {
    private final Product product;
    private final List<UUID> ids;
    private final int connections;
    private final ExecutorService threads;

    Selects(Product product, List<UUID> ids, int connections) {
        this.product = product;
        this.ids = ids;
        this.connections = connections;
        threads = Executors.newFixedThreadPool(connections);
    }

    double perSecond(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Callable<Long>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(() -> selectUntil(end));
        }
        long selected = 0;
        for (Future<Long> one : threads.invokeAll(all)) {
            selected += one.get();
        }
        return selected / (time.toNanos() / 1e9);
    }

    private long selectUntil(long end) throws Exception {
        long selected = 0;
        try (Connection connection = product.connect();
                PreparedStatement select = connection.prepareStatement(
                        "select t.* from ticketing.ticket t where t.tenant = '00000000-0000-7000-8000-000000000001' and t.id = ?")) {
            while (System.nanoTime() < end) {
                select.setObject(1, ids.get((int) (selected++ * 7919 % ids.size())));
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                }
            }
        }
        return selected;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
