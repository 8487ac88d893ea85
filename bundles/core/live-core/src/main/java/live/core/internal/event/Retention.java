// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import java.time.Duration;
import live.core.TaskHandle;
import live.core.Tasks;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Deletes events that are old and that every consumer has read. */
@Component(service = Retention.class, immediate = true, configurationPid = "live.core.events")
@Designate(ocd = Retention.Config.class)
public final class Retention {
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int BATCH = 20_000;

    /** How long events are kept. */
    @ObjectClassDefinition(
            name = "%events.name",
            description = "%events.description",
            localization = "OSGI-INF/l10n/core")
    public @interface Config {
        @AttributeDefinition(name = "%keepDays.name", description = "%keepDays.description", min = "1", max = "3650")
        int keepDays() default 30;
    }

    private final EventTable events;
    private final int keepDays;
    private final TaskHandle task;

    @Activate
    public Retention(@Reference EventTable events, @Reference Tasks tasks, Config config) {
        this.events = events;
        keepDays = config.keepDays();
        task = tasks.every("core.events.retention", PAUSE, this::delete);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    private void delete() {
        int deleted;
        do {
            // Of every tenant, in small bites.
            deleted = events.database().read(connection -> Sql.on(
                            connection,
                            """
                            delete from core.event_log where position in (
                                select position from core.event_log
                                where at < now() - make_interval(days => ?)
                                and position <= (select min(position) from core.event_consumer)
                                limit ?)
                            """)
                    .with(keepDays, BATCH)
                    .update());
        } while (deleted == BATCH && !Thread.currentThread().isInterrupted());
    }
}
