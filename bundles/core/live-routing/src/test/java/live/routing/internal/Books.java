// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import live.core.HoursId;
import live.core.QueueId;
import live.directory.Hours;
import live.lib.router.Diversion.WhenClosed;
import live.lib.router.QueueRule;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;

/** Rulebooks for tests of what is asked of them. */
public final class Books {
    private Books() {}

    /** So many queues that keep these hours, and nobody who serves them. */
    public static Rulebook keeping(Hours hours, int queues) {
        return new Rulebook(
                Settings.of(new Centre.Configured(new String[0], new String[0])),
                Stream.generate(() -> queue(hours.id())).limit(queues).toList(),
                List.of(),
                Map.of(),
                Map.of(hours.id(), hours));
    }

    private static QueueDefinition queue(HoursId hours) {
        return new QueueDefinition(
                Centre.TENANT,
                QueueId.next(),
                "Sales",
                Optional.empty(),
                0,
                List.of(),
                List.of(),
                20,
                0,
                0,
                OptionalInt.empty(),
                "longest-idle",
                false,
                List.of(),
                List.of(),
                new DiversionDefinition(Optional.of(hours), WhenClosed.WAIT, Optional.empty(), 0, Optional.empty()),
                QueueRule.MAX_ATTEMPTS,
                true,
                1);
    }
}
