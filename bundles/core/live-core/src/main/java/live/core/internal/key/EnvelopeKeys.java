// SPDX-License-Identifier: Apache-2.0
package live.core.internal.key;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import live.core.KeyId;
import live.core.LiveException;
import live.core.TenantId;
import live.core.store.Keys;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Data keys in PostgreSQL, wrapped by the master key, which is in a file and never in the database. */
@Component(
        service = {Keys.class, EnvelopeKeys.class},
        configurationPid = "live.core.keys")
@Designate(ocd = EnvelopeKeys.Config.class)
public final class EnvelopeKeys implements Keys {
    private static final int BYTES = 32;
    private static final int BATCH = 500;

    /** Where the master key is. */
    @ObjectClassDefinition(name = "%keys.name", description = "%keys.description", localization = "OSGI-INF/l10n/core")
    public @interface Config {
        @AttributeDefinition(name = "%masterKeyFile.name", description = "%masterKeyFile.description", required = false)
        String masterKeyFile() default "";
    }

    private final Database database;
    private final MasterKeys masters;
    private final KeyCache cache = new KeyCache();

    @Activate
    public EnvelopeKeys(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema,
            BundleContext context,
            Config config) {
        this(
                source,
                config.masterKeyFile().isBlank()
                        ? Path.of(context.getProperty("live.data"), "keys", "master.key")
                        : Path.of(config.masterKeyFile()));
    }

    EnvelopeKeys(DataSource source, Path file) {
        database = new Database(source);
        boolean used = database.read(connection -> Sql.on(
                        connection, "select exists (select from core.data_key where tenant is not null) as used")
                .first(row -> row.flag("used"))
                .orElse(true));
        masters = MasterKeys.open(file, !used);
    }

    @Override
    public Map<String, KeyId> ensure(Connection transaction, TenantId tenant, Collection<String> scopes)
            throws SQLException {
        Map<String, KeyId> found = find(transaction, tenant, scopes);
        // Sorted: two transactions that need the same new keys must not wait for each other crosswise.
        TreeSet<String> missing = new TreeSet<>(scopes);
        missing.removeAll(found.keySet());
        if (missing.isEmpty()) {
            return found;
        }
        insert(transaction, tenant, List.copyOf(missing));
        // What somebody else has just made counts, not what was made here in vain.
        found.putAll(find(transaction, tenant, missing));
        return found;
    }

    @Override
    public KeyId ensure(TenantId tenant, String scope) {
        Map<String, KeyId> made = database.change(connection -> ensure(connection, tenant, List.of(scope)));
        return Objects.requireNonNull(made.get(scope));
    }

    @Override
    public byte[] encrypt(KeyId key, byte[] context, byte[] plain) {
        return Envelope.seal(unwrapped(key), context, plain);
    }

    @Override
    public byte[] decrypt(KeyId key, byte[] context, byte[] sealed) {
        return Envelope.open(unwrapped(key), context, sealed);
    }

    @Override
    public boolean destroy(Connection transaction, KeyId key) throws SQLException {
        cache.remove(key);
        return Sql.on(transaction, "delete from core.data_key where id = ? and tenant is not null")
                        .with(key.value())
                        .update()
                > 0;
    }

    /**
     * Replaces the master key: a new one is written beside the old, every data key is wrapped anew, the old one is
     * dropped. Interrupted at any moment it can be run again.
     *
     * @return how many data keys were wrapped anew
     */
    public int rotate() {
        int master = masters.add();
        int rewrapped = 0;
        int batch;
        do {
            batch = database.change(connection -> rewrap(connection, master));
            rewrapped += batch;
        } while (batch > 0);
        masters.dropOld();
        return rewrapped;
    }

    private int rewrap(Connection connection, int master) throws SQLException {
        record Wrapped(UUID tenant, UUID id, byte[] again) {}
        List<Wrapped> batch = Sql.on(
                        connection,
                        "select tenant, id, master, wrapped from core.data_key where master <> ? limit ? for update")
                .with(master, BATCH)
                .list(row ->
                        new Wrapped(row.uuid("tenant"), row.uuid("id"), wrap(master, row.uuid("id"), unwrap(row))));
        for (Wrapped key : batch) {
            Sql.on(connection, "update core.data_key set master = ?, wrapped = ? where tenant = ? and id = ?")
                    .with(master, key.again(), key.tenant(), key.id())
                    .update();
        }
        return batch.size();
    }

    private Map<String, KeyId> find(Connection connection, TenantId tenant, Collection<String> scopes)
            throws SQLException {
        Map<String, KeyId> found = new HashMap<>();
        Sql.on(connection, "select id, scope, master, wrapped from core.data_key where tenant = ? and scope = any (?)")
                .with(tenant.value())
                .array("text", scopes)
                .list(row -> {
                    remember(row);
                    return found.put(row.text("scope"), new KeyId(row.uuid("id")));
                });
        return found;
    }

    private void insert(Connection connection, TenantId tenant, List<String> scopes) throws SQLException {
        int master = masters.current();
        List<UUID> ids = new ArrayList<>();
        List<byte[]> wrapped = new ArrayList<>();
        SecureRandom random = new SecureRandom();
        for (String scope : scopes) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            KeyId id = KeyId.next();
            ids.add(id.value());
            wrapped.add(wrap(master, id.value(), new SecretKeySpec(bytes, "AES")));
        }
        Sql.on(
                        connection,
                        "insert into core.data_key (tenant, id, scope, master, wrapped)"
                                + " select ?, k.id, k.scope, ?, k.wrapped from unnest(?, ?, ?) as k (id, scope, wrapped)"
                                + " on conflict (tenant, scope) do nothing")
                .with(tenant.value(), master)
                .array("uuid", ids)
                .array("text", scopes)
                .array("bytea", wrapped)
                .update();
    }

    private SecretKey unwrapped(KeyId id) {
        return cache.get(id)
                .or(() -> database.read(connection -> Sql.on(
                                connection, "select tenant, id, master, wrapped from core.data_key where id = ?")
                        .with(id.value())
                        .first(this::remember)))
                .orElseThrow(() -> new LiveException("keys.destroyed", "Key " + id + " was destroyed"));
    }

    private SecretKey remember(Row row) throws SQLException {
        SecretKey key = unwrap(row);
        cache.put(new KeyId(row.uuid("id")), key);
        return key;
    }

    private byte[] wrap(int master, UUID id, SecretKey key) {
        return Envelope.seal(masters.key(master), context(id), key.getEncoded());
    }

    private SecretKey unwrap(Row row) throws SQLException {
        byte[] bytes = Envelope.open(masters.key(row.number("master")), context(row.uuid("id")), row.bytes("wrapped"));
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] context(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
