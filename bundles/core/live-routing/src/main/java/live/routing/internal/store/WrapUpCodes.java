// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import live.core.LiveException;
import live.core.TenantId;
import live.lib.sql.Database;
import live.lib.sql.Sql;

/** The wrap-up codes of all tenants: one list each, changed as a whole since its order counts. Thread-safe. */
public final class WrapUpCodes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    /** @param version raised by each change; 0 if there never was one */
    public record CodeList(long version, List<WrapUpCode> codes) {}

    public WrapUpCodes(DataSource source) {
        database = new Database(source);
    }

    public CodeList get(TenantId tenant) {
        return database.read(
                connection -> Sql.on(connection, "select version, codes from routing.wrap_up where tenant = ?")
                        .with(tenant.value())
                        .first(row -> new CodeList(row.big("version"), read(row.text("codes"))))
                        .orElse(new CodeList(0, List.of())));
    }

    /**
     * Puts a list in the place of the one with that version.
     *
     * @return the new version; empty if somebody was quicker
     */
    public Optional<Long> replace(TenantId tenant, CodeList list, Queues.Beside beside) {
        return database.change(connection -> {
            Optional<Long> version = Sql.on(
                            connection,
                            """
                    insert into routing.wrap_up as present (tenant, version, codes) values (?, 1, ?::jsonb)
                    on conflict (tenant) do update set version = present.version + 1, codes = excluded.codes
                      where present.version = ?
                    returning version""")
                    .with(tenant.value(), write(list.codes()), list.version())
                    .first(row -> row.big("version"));
            if (version.isPresent()) {
                beside.in(connection);
            }
            return version;
        });
    }

    private static List<WrapUpCode> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.wrapUp.unreadable", "stored wrap-up codes could not be read", e);
        }
    }

    private static String write(List<WrapUpCode> codes) {
        try {
            return JSON.writeValueAsString(codes);
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.wrapUp.unwritable", "wrap-up codes could not be written", e);
        }
    }
}
