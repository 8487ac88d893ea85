// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.util.UUID;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.MappedSuperclass;
import javax.persistence.Table;
import javax.persistence.Version;
import org.eclipse.persistence.annotations.Convert;
import org.eclipse.persistence.annotations.Converter;
import org.jspecify.annotations.Nullable;

/** A row that users are grouped by. */
@MappedSuperclass
@IdClass(Key.class)
@Converter(name = UuidConverter.NAME, converterClass = UuidConverter.class)
public abstract class Grouping {
    @Id
    @Convert(UuidConverter.NAME)
    UUID tenant;

    @Id
    @Convert(UuidConverter.NAME)
    UUID id;

    String name;

    @Version
    long version;

    /** For JPA, which fills the rest. */
    @SuppressWarnings("NullAway.Init")
    protected Grouping() {}

    /** Takes over all that may change. Here, because only changes by its own methods are noticed of an entity. */
    void take(Groups.Group group) {
        name = group.name();
    }

    /** A team. */
    @Entity
    @Table(schema = "directory", name = "team")
    public static class Team extends Grouping {
        @Convert(UuidConverter.NAME)
        @Nullable
        UUID unit;

        @Override
        void take(Groups.Group group) {
            super.take(group);
            unit = group.parent().orElse(null);
        }
    }

    /** A skill. */
    @Entity
    @Table(schema = "directory", name = "skill")
    public static class Skill extends Grouping {}

    /** An organisational unit. */
    @Entity
    @Table(schema = "directory", name = "unit")
    public static class Unit extends Grouping {
        @Convert(UuidConverter.NAME)
        @Nullable
        UUID parent;

        @Convert(UuidConverter.NAME)
        @Nullable
        UUID superior;

        @Override
        void take(Groups.Group group) {
            super.take(group);
            parent = group.parent().orElse(null);
            superior = group.superior().orElse(null);
        }
    }
}
