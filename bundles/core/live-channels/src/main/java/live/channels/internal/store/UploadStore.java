// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.time.Clock;
import live.core.BlobId;
import live.core.Principal;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who uploaded what, until a message holds it. */
@Component(service = UploadStore.class)
public final class UploadStore {
    private final Database database;
    private final Clock clock;

    @Activate
    public UploadStore(@Reference ChannelsDatabase database, @Reference Clock clock) {
        this.database = database.database();
        this.clock = clock;
    }

    public void add(Principal uploader, BlobId blob) {
        database.act(connection -> Sql.on(
                        connection,
                        "insert into channels.upload (tenant, blob, uploader, uploaded_at) values (?, ?, ?, ?)")
                .with(uploader.tenant().value(), blob.value(), uploader.user().value(), clock.instant())
                .update());
    }

    public boolean uploadedBy(Principal uploader, BlobId blob) {
        return database.read(connection -> Sql.on(
                                connection,
                                "select 1 as one from channels.upload where tenant = ? and blob = ? and uploader = ?")
                        .with(
                                uploader.tenant().value(),
                                blob.value(),
                                uploader.user().value())
                        .first(row -> row.number("one")))
                .isPresent();
    }
}
