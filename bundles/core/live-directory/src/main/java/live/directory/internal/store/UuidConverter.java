// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.sql.Types;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectToFieldMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;

/** Leaves {@link java.util.UUID} to the driver, which knows it; EclipseLink by itself would serialise it. */
public final class UuidConverter implements Converter {
    static final String NAME = "uuid";
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object convertObjectValueToDataValue(@Nullable Object value, Session session) {
        return value;
    }

    @Override
    public @Nullable Object convertDataValueToObjectValue(@Nullable Object value, Session session) {
        return value;
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    /** An absent one has to go out as a uuid, too. */
    @Override
    public void initialize(DatabaseMapping mapping, Session session) {
        if (mapping instanceof DirectToFieldMapping direct) {
            direct.getField().setSqlType(Types.OTHER);
        }
    }
}
