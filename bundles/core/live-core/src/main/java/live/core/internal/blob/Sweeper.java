// SPDX-License-Identifier: Apache-2.0
package live.core.internal.blob;

import java.time.Duration;
import javax.sql.DataSource;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes what nobody will read again: uploads that nothing has kept for a day, chunks of uploads that broke off, and
 * blobs whose key was destroyed.
 */
@Component(service = Sweeper.class, immediate = true)
public final class Sweeper {
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Database database;
    private final TaskHandle task;

    @Activate
    public Sweeper(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema,
            @Reference Tasks tasks) {
        this(source, tasks);
    }

    Sweeper(DataSource source, Tasks tasks) {
        database = new Database(source);
        task = tasks.every("core.blobs.sweep", PAUSE, this::sweep);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    void sweep() {
        // In small bites, of every tenant.
        repeat(
                "delete from core.blob where ctid in (select ctid from core.blob"
                        + " where kept_at is null and created_at < now() - interval '24 hours' and tenant is not null limit 500)");
        repeat(
                """
                delete from core.blob where ctid in (select b.ctid from core.blob b
                    left join core.data_key k on k.tenant = b.tenant and k.id = b.key_id
                    where k.id is null limit 500)
                """);
        repeat(
                """
                delete from core.blob_chunk where ctid in (select c.ctid from core.blob_chunk c
                    left join core.blob b on b.tenant = c.tenant and b.id = c.blob
                    where b.id is null and c.created_at < now() - interval '24 hours' limit 500)
                """);
    }

    private void repeat(String statement) {
        int deleted;
        do {
            deleted = database.read(connection -> Sql.on(connection, statement).update());
        } while (deleted > 0 && !Thread.currentThread().isInterrupted());
    }
}
