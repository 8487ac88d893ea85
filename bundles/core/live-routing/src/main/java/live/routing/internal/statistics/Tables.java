// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import live.core.LiveException;
import live.core.TenantId;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/**
 * The figures of all tenants, and how far they are counted: both move in one transaction, so that everything counts once.
 * Thread-safe.
 */
public final class Tables {
    /** Code of the exception when somebody else has counted on. */
    public static final String SUPERSEDED = "routing.statistics.superseded";

    /** As which the counting reads the journal. */
    private static final String READER = "routing.statistics";

    private static final UUID ONLY = new UUID(0, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    public Tables(DataSource source) {
        database = new Database(source);
    }

    /**
     * Where the counting is.
     *
     * @param sequence the newest entry that is counted
     * @param floor of entries up to {@code counted} nothing is added to intervals before this one
     */
    public record Place(long sequence, long now, long floor, long counted) {}

    /** @param now the engine's time of the newest entry that is counted */
    private record Progress(long now, long floor, long counted) {
        static final Progress NONE = new Progress(0, 0, 0);
    }

    /** Brings a count to where it was stored. */
    public Place load(TenantId tenant, Count count) {
        return database.change(connection -> {
            Sql.on(connection, "set transaction isolation level repeatable read")
                    .run();
            for (ContactTrack contact : tracks(connection, tenant, "contact", ContactTrack.class)) {
                count.contacts().put(contact.work(), contact);
            }
            for (InvitationTrack invitation : tracks(connection, tenant, "invitation", InvitationTrack.class)) {
                count.invitations().put(invitation.work(), invitation);
            }
            for (AgentTrack agent : tracks(connection, tenant, "agent", AgentTrack.class)) {
                count.agents().put(agent.agent(), agent);
            }
            for (Version version : tracks(connection, tenant, "queue", Version.class)) {
                count.versions().put(version.queue(), version.version());
            }
            Progress progress = tracks(connection, tenant, "count", Progress.class).stream()
                    .findFirst()
                    .orElse(Progress.NONE);
            count.at(progress.now());
            long sequence = Sql.on(
                            connection,
                            """
                            select sequence from routing.checkpoint where tenant = ? and listener = ?""")
                    .with(tenant.value(), READER)
                    .first(row -> row.big("sequence"))
                    .orElse(0L);
            return new Place(sequence, progress.now(), progress.floor(), progress.counted());
        });
    }

    private record Version(UUID queue, long version) {}

    private static <T> List<T> tracks(Connection connection, TenantId tenant, String kind, Class<T> type)
            throws SQLException {
        return Sql.on(connection, "select track from routing.statistics_track where tenant = ? and kind = ?")
                .with(tenant.value(), kind)
                .list(row -> read(row.text("track"), type));
    }

    /**
     * Stores what was counted of the entries after a place, up to another one.
     *
     * @throws LiveException {@link #SUPERSEDED} if the counting is not at that place any more
     */
    public void store(TenantId tenant, Place from, long to, Count count, Counted counted) {
        database.changeLazily(connection -> {
            move(connection, tenant, from.sequence(), to);
            add(connection, tenant, counted);
            track(connection, tenant, "contact", counted.contacts(), count.contacts());
            track(connection, tenant, "invitation", counted.invitations(), count.invitations());
            track(connection, tenant, "agent", counted.people(), count.agents());
            track(
                    connection,
                    tenant,
                    "queue",
                    counted.rules().keySet(),
                    counted.rules().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, rule -> new Version(rule.getKey(), rule.getValue()))));
            Progress progress = new Progress(count.now(), from.floor(), from.counted());
            track(connection, tenant, "count", List.of(ONLY), Map.of(ONLY, progress));
            return to;
        });
    }

    /** Takes back what intervals from {@code floor} on hold, and everything that was counted since a place. */
    public void takeBack(TenantId tenant, Place now, long floor, long to, Count begin) {
        database.act(connection -> {
            move(connection, tenant, now.sequence(), to);
            Instant from = Instant.ofEpochMilli(floor);
            for (String table : List.of("statistics_queue", "statistics_agent", "statistics_time")) {
                Sql.on(connection, "delete from routing." + table + " where tenant = ? and at >= ?")
                        .with(tenant.value(), from)
                        .update();
            }
            Sql.on(connection, "delete from routing.statistics_track where tenant = ?")
                    .with(tenant.value())
                    .update();
            track(connection, tenant, "contact", begin.contacts().keySet(), begin.contacts());
            track(connection, tenant, "invitation", begin.invitations().keySet(), begin.invitations());
            track(connection, tenant, "agent", begin.agents().keySet(), begin.agents());
            track(
                    connection,
                    tenant,
                    "queue",
                    begin.versions().keySet(),
                    begin.versions().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, rule -> new Version(rule.getKey(), rule.getValue()))));
            Progress progress = new Progress(begin.now(), floor, Math.max(now.sequence(), now.counted()));
            track(connection, tenant, "count", List.of(ONLY), Map.of(ONLY, progress));
        });
    }

    private static void move(Connection connection, TenantId tenant, long from, long to) throws SQLException {
        boolean moved = Sql.on(
                                connection,
                                """
                        insert into routing.checkpoint as kept (tenant, listener, sequence) values (?, ?, ?)
                        on conflict (tenant, listener) do update
                          set sequence = excluded.sequence, heard = excluded.heard where kept.sequence = ?""")
                        .with(tenant.value(), READER, to, from)
                        .update()
                == 1;
        if (!moved) {
            throw new LiveException(SUPERSEDED, "Somebody else has counted on.");
        }
    }

    private static void add(Connection connection, TenantId tenant, Counted counted) throws SQLException {
        if (!counted.queues().isEmpty()) {
            ArrayNode rows = JSON.createArrayNode();
            counted.queues().forEach((key, figures) -> {
                ObjectNode row = rows.addObject()
                        .put("at", text(key.at()))
                        .put("queue", key.queue().toString())
                        .put("medium", key.medium())
                        .put("target_seconds", key.targetSeconds());
                for (QueueFigure figure : QueueFigure.values()) {
                    row.put(figure.column(), figures.get(figure));
                }
                row.set("waits", JSON.valueToTree(figures.waits()));
            });
            Sql.on(connection, ADD_QUEUES).with(tenant.value(), rows.toString()).update();
        }
        if (!counted.agents().isEmpty()) {
            ArrayNode rows = JSON.createArrayNode();
            counted.agents().forEach((key, figures) -> rows.addObject()
                    .put("at", text(key.at()))
                    .put("agent", key.agent().toString())
                    .put("medium", key.medium())
                    .put("offers", figures.offers())
                    .put("accepted", figures.accepted())
                    .put("missed", figures.missed())
                    .put("declined", figures.declined())
                    .put("handled", figures.handled())
                    .put("handling", figures.handlingMillis())
                    .put("wrap_up", figures.wrapUpMillis())
                    .put("joined", figures.joined())
                    .put("taking_part", figures.takingPartMillis()));
            Sql.on(connection, ADD_AGENTS).with(tenant.value(), rows.toString()).update();
        }
        if (!counted.times().isEmpty()) {
            ArrayNode rows = JSON.createArrayNode();
            counted.times().forEach((key, spent) -> rows.addObject()
                    .put("at", text(key.at()))
                    .put("agent", key.agent().toString())
                    .put("state", key.state().name())
                    .put("reason", key.reason())
                    .put("millis", spent.millis())
                    .put("busy", spent.busyMillis()));
            Sql.on(connection, ADD_TIMES).with(tenant.value(), rows.toString()).update();
        }
    }

    private static String text(long at) {
        return Instant.ofEpochMilli(at).toString();
    }

    private static void track(
            Connection connection, TenantId tenant, String kind, Collection<UUID> ids, Map<UUID, ?> tracks)
            throws SQLException {
        ArrayNode rows = JSON.createArrayNode();
        ids.stream().filter(tracks::containsKey).forEach(id -> rows.addObject()
                .put("id", id.toString())
                .set("track", JSON.valueToTree(tracks.get(id))));
        if (!rows.isEmpty()) {
            Sql.on(
                            connection,
                            """
                            insert into routing.statistics_track (tenant, kind, id, track)
                            select ?, ?, id, track from jsonb_to_recordset(?::jsonb) as x (id uuid, track jsonb)
                            on conflict (tenant, kind, id) do update set track = excluded.track""")
                    .with(tenant.value(), kind, rows.toString())
                    .update();
        }
        List<UUID> gone = ids.stream().filter(id -> !tracks.containsKey(id)).toList();
        if (!gone.isEmpty()) {
            Sql.on(connection, "delete from routing.statistics_track where tenant = ? and kind = ? and id = any (?)")
                    .with(tenant.value(), kind)
                    .array("uuid", gone)
                    .update();
        }
    }

    /** What is told of a queue's contacts of a medium, under one target, in an interval. */
    public record QueueRow(QueueFigures.Key key, QueueFigures figures) {}

    public record AgentRow(AgentFigures.Key key, AgentFigures figures) {}

    public record TimeRow(TimeSpent.Key key, TimeSpent spent) {}

    /** In order of time; at most {@code most}. */
    public List<QueueRow> queues(TenantId tenant, Instant from, Instant to, int most) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select * from routing.statistics_queue where tenant = ? and at >= ? and at < ?
                        order by at, queue, medium, target_seconds limit ?""")
                .with(tenant.value(), from, to, most)
                .list(Tables::queueRow));
    }

    private static QueueRow queueRow(Row row) throws SQLException {
        QueueFigures figures = new QueueFigures();
        for (QueueFigure figure : QueueFigure.values()) {
            figures.add(figure, row.big(figure.column()));
        }
        figures.addWaits(row.numbers("waits").stream().mapToInt(each -> each).toArray());
        return new QueueRow(
                new QueueFigures.Key(
                        row.instant("at").toEpochMilli(),
                        row.uuid("queue"),
                        row.text("medium"),
                        row.number("target_seconds")),
                figures);
    }

    /** In order of time; at most {@code most}. */
    public List<AgentRow> agents(TenantId tenant, Instant from, Instant to, int most) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select * from routing.statistics_agent where tenant = ? and at >= ? and at < ?
                        order by at, agent, medium limit ?""")
                .with(tenant.value(), from, to, most)
                .list(row -> new AgentRow(
                        new AgentFigures.Key(row.instant("at").toEpochMilli(), row.uuid("agent"), row.text("medium")),
                        new AgentFigures(
                                row.big("offers"),
                                row.big("accepted"),
                                row.big("missed"),
                                row.big("declined"),
                                row.big("handled"),
                                row.big("handling"),
                                row.big("wrap_up"),
                                row.big("joined"),
                                row.big("taking_part")))));
    }

    /** In order of time; at most {@code most}. */
    public List<TimeRow> times(TenantId tenant, Instant from, Instant to, int most) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select * from routing.statistics_time where tenant = ? and at >= ? and at < ?
                        order by at, agent, state, reason limit ?""")
                .with(tenant.value(), from, to, most)
                .list(row -> new TimeRow(
                        new TimeSpent.Key(
                                row.instant("at").toEpochMilli(),
                                row.uuid("agent"),
                                TimeSpent.State.valueOf(row.text("state")),
                                row.text("reason")),
                        new TimeSpent(row.big("millis"), row.big("busy")))));
    }

    /** The service level of a version of a queue, seconds; 0 if it had none. */
    public int targetSeconds(TenantId tenant, UUID queue, long version) {
        Optional<String> target = database.read(connection -> Sql.on(
                        connection,
                        """
                        select coalesce(rules ->> 'serviceLevelSeconds', '0') as target from routing.queue_version
                        where tenant = ? and queue = ? and version = ?""")
                .with(tenant.value(), queue, version)
                .first(row -> row.text("target")));
        return target.map(Integer::parseInt).orElse(0);
    }

    /** The names that queues have now, or had last. */
    public Map<UUID, String> queueNames(TenantId tenant) {
        return database
                .read(connection -> Sql.on(
                                connection,
                                """
                                select distinct on (queue) queue, rules ->> 'name' as name from routing.queue_version
                                where tenant = ? order by queue, version desc""")
                        .with(tenant.value())
                        .list(row -> Map.entry(row.uuid("queue"), row.text("name"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Forgets the intervals before a moment. */
    public void forget(TenantId tenant, Instant before) {
        for (String table : List.of("statistics_queue", "statistics_agent", "statistics_time")) {
            database.act(
                    connection -> Sql.on(connection, "delete from routing." + table + " where tenant = ? and at < ?")
                            .with(tenant.value(), before)
                            .update());
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Objects.requireNonNull(JSON.readValue(json, type));
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.statistics.unreadable", "A track cannot be read", e);
        }
    }

    private static final String QUEUE_FIGURES =
            Arrays.stream(QueueFigure.values()).map(QueueFigure::column).collect(Collectors.joining(", "));

    // The names are those of our own enum.
    private static final String ADD_QUEUES =
            """
            insert into routing.statistics_queue as kept
              (tenant, at, queue, medium, target_seconds, waits, %s)
            select ?, at, queue, medium, target_seconds, waits, %s
            from jsonb_to_recordset(?::jsonb) as x
              (at timestamptz, queue uuid, medium text, target_seconds int, waits int[], %s)
            on conflict (tenant, at, queue, medium, target_seconds) do update
              set waits = routing.sums(kept.waits, excluded.waits), %s"""
                    .formatted(
                            QUEUE_FIGURES,
                            QUEUE_FIGURES,
                            Arrays.stream(QueueFigure.values())
                                    .map(figure -> figure.column() + " bigint")
                                    .collect(Collectors.joining(", ")),
                            Arrays.stream(QueueFigure.values())
                                    .map(Tables::together)
                                    .collect(Collectors.joining(", ")));

    private static String together(QueueFigure figure) {
        String column = figure.column();
        return figure == QueueFigure.LONGEST
                ? "longest = greatest(kept.longest, excluded.longest)"
                : column + " = kept." + column + " + excluded." + column;
    }

    private static final String ADD_AGENTS =
            """
            insert into routing.statistics_agent as kept
              (tenant, at, agent, medium, offers, accepted, missed, declined, handled, handling, wrap_up, joined,
               taking_part)
            select ?, at, agent, medium, offers, accepted, missed, declined, handled, handling, wrap_up, joined,
               taking_part
            from jsonb_to_recordset(?::jsonb) as x
              (at timestamptz, agent uuid, medium text, offers bigint, accepted bigint, missed bigint, declined bigint,
               handled bigint, handling bigint, wrap_up bigint, joined bigint, taking_part bigint)
            on conflict (tenant, at, agent, medium) do update
              set offers = kept.offers + excluded.offers, accepted = kept.accepted + excluded.accepted,
                missed = kept.missed + excluded.missed, declined = kept.declined + excluded.declined,
                handled = kept.handled + excluded.handled, handling = kept.handling + excluded.handling,
                wrap_up = kept.wrap_up + excluded.wrap_up, joined = kept.joined + excluded.joined,
                taking_part = kept.taking_part + excluded.taking_part""";

    private static final String ADD_TIMES =
            """
            insert into routing.statistics_time as kept (tenant, at, agent, state, reason, millis, busy)
            select ?, at, agent, state, reason, millis, busy
            from jsonb_to_recordset(?::jsonb) as x
              (at timestamptz, agent uuid, state text, reason text, millis bigint, busy bigint)
            on conflict (tenant, at, agent, state, reason) do update
              set millis = kept.millis + excluded.millis, busy = kept.busy + excluded.busy""";
}
