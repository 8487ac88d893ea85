// SPDX-License-Identifier: Apache-2.0
package live.core.internal.key;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.KeyId;
import live.core.LiveException;
import live.core.TenantId;
import live.core.Uuid7;
import live.core.store.Keys;
import live.core.store.SchemaReady;
import live.core.store.Secrets;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Secrets in PostgreSQL, encrypted under a key of their own. They are the installation's, so of the default tenant. */
@Component(service = Secrets.class)
public final class SealedSecrets implements Secrets {
    private static final UUID TENANT = TenantId.DEFAULT.value();
    private static final String SCOPE = "secrets";

    private final Database database;
    private final Keys keys;

    @Activate
    public SealedSecrets(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema,
            @Reference Keys keys) {
        this(source, keys);
    }

    SealedSecrets(DataSource source, Keys keys) {
        database = new Database(source);
        this.keys = keys;
    }

    @Override
    public String store(String owner, String plain) {
        UUID id = Uuid7.next();
        KeyId key = keys.ensure(TenantId.DEFAULT, SCOPE);
        byte[] sealed = keys.encrypt(key, context(id), plain.getBytes(StandardCharsets.UTF_8));
        database.act(connection -> Sql.on(
                        connection,
                        "insert into core.secret (tenant, id, owner, key_id, sealed) values (?, ?, ?, ?, ?)")
                .with(TENANT, id, owner, key.value(), sealed)
                .update());
        return PREFIX + id;
    }

    @Override
    public String reveal(String reference) {
        if (!reference.startsWith(PREFIX)) {
            return reference;
        }
        UUID id = id(reference).orElseThrow(() -> missing(reference));
        return database.read(connection -> Sql.on(
                                connection, "select key_id, sealed from core.secret where tenant = ? and id = ?")
                        .with(TENANT, id)
                        .first(row -> keys.decrypt(new KeyId(row.uuid("key_id")), context(id), row.bytes("sealed"))))
                .map(plain -> new String(plain, StandardCharsets.UTF_8))
                .orElseThrow(() -> missing(reference));
    }

    @Override
    public void delete(String reference) {
        id(reference)
                .ifPresent(id -> database.act(
                        connection -> Sql.on(connection, "delete from core.secret where tenant = ? and id = ?")
                                .with(TENANT, id)
                                .update()));
    }

    private static Optional<UUID> id(String reference) {
        if (!reference.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(reference.substring(PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static LiveException missing(String reference) {
        return new LiveException("secrets.missing", "There is no " + reference);
    }

    private static byte[] context(UUID id) {
        return id.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
