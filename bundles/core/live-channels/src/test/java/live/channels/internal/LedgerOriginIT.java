// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.channels.internal.store.ChannelsDatabase;
import live.channels.internal.store.OpenWork;
import live.core.InteractionId;
import live.core.TenantId;
import live.routing.RoutingListener.State;
import live.routing.WorkId;
import live.routing.WorkOrigin;
import live.routing.WorkRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger says of its contacts when routing asks, and how it gives them to routing once more. */
class LedgerOriginIT extends WithLedger {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LedgerOrigin origin;

    @BeforeEach
    void origin() {
        origin = new LedgerOrigin(
                new OpenWork(new ChannelsDatabase(POSTGRES.dataSource(), () -> "any")), rig.dispatcher);
    }

    private WorkId dispatched(String suffix) {
        WorkId work =
                new WorkId(accept(mail(suffix + "@example.org", id(suffix)).build())
                        .interaction()
                        .value());
        await().atMost(PATIENCE).until(() -> open().contains(work));
        return work;
    }

    /** Page by page. */
    private List<WorkId> open() {
        List<WorkId> all = new ArrayList<>();
        List<WorkId> page;
        Optional<WorkId> after = Optional.empty();
        do {
            page = origin.open(TenantId.DEFAULT, after, 2);
            all.addAll(page);
            after = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
        } while (page.size() == 2);
        return all;
    }

    private Map<WorkId, WorkOrigin.Standing> standings(WorkId... works) {
        Map<WorkId, InteractionId> asked = new java.util.HashMap<>();
        for (WorkId work : works) {
            asked.put(work, new InteractionId(work.value()));
        }
        return origin.standings(TenantId.DEFAULT, asked);
    }

    private WorkRequest request(WorkId work) {
        synchronized (rig.queue) {
            return rig.queue.submitted.get(work);
        }
    }

    /** Routing has lost it. */
    private WorkRequest lose(WorkId work) {
        synchronized (rig.queue) {
            return rig.queue.submitted.remove(work);
        }
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatIsOpenAndWasTakenByRoutingIsTold() {
        WorkId first = dispatched("a");
        WorkId second = dispatched("b");
        WorkId third = dispatched("c");
        WorkId other = new WorkId(java.util.UUID.randomUUID());

        assertThat(open()).contains(first, second, third).doesNotHaveDuplicates();
        assertThat(standings(first, other))
                .containsExactlyEntriesOf(Map.of(first, new WorkOrigin.Standing(false, Optional.empty())));

        route(new InteractionId(first.value()), State.ASSIGNED);
        assertThat(standings(first).get(first)).isEqualTo(new WorkOrigin.Standing(false, Optional.of(AGENT)));
    }

    @Test
    void whatIsStillToBeSubmittedIsNotMissedInRouting() {
        rig.queue.refused.add("Help " + id("full"));
        WorkId refused = new WorkId(accept(mail("full@example.org", id("full")).build())
                .interaction()
                .value());
        WorkId taken = dispatched("taken");

        assertThat(open()).contains(taken).doesNotContain(refused);
    }

    @Test
    void whatIsClosedIsOverHoweverItWasClosed() throws Exception {
        WorkId told = dispatched("told");
        WorkId behindTheBack = dispatched("back");
        route(new InteractionId(told.value()), State.DONE);
        execute("update channels.interaction set closed_at = now(), state = 'CLOSED' where id = '" + behindTheBack
                + "'");

        assertThat(open()).doesNotContain(told, behindTheBack);
        assertThat(standings(told, behindTheBack).values()).hasSize(2).allMatch(WorkOrigin.Standing::over);
    }

    @Test
    void whatRoutingHasLostGoesThereAgainWithItsPlaceAndItsOwnerFirst() {
        WorkId lost = dispatched("lost");
        WorkId owned = dispatched("owned");
        WorkId closed = dispatched("closed");
        route(new InteractionId(owned.value()), State.ASSIGNED);
        route(new InteractionId(closed.value()), State.DONE);
        WorkRequest before = lose(lost);
        lose(owned);
        lose(closed);

        origin.submitAgain(TenantId.DEFAULT, List.of(lost, owned, closed));
        origin.submitAgain(TenantId.DEFAULT, List.of(lost, owned, closed));

        await().atMost(PATIENCE).until(() -> request(lost) != null && request(owned) != null);
        assertThat(request(lost)).isEqualTo(before);
        assertThat(request(owned).preferredAgent()).contains(AGENT);
        await().atMost(PATIENCE).until(() -> open().containsAll(List.of(lost, owned)));
        assertThat(request(closed)).isNull();
    }
}
