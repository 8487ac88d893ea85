// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.core.TenantId;
import live.lib.router.Decision;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.Request;
import live.routing.internal.store.Journal;

/**
 * A contact as the journal tells of it.
 *
 * @param waitedMillis until somebody took it, or it left
 * @param restedMillis of that, while its queue was closed or its time was still to come
 * @param left whether it went unserved
 * @param handledMillis from the first agent to the end; of one that left, or that is not over, {@link #UNKNOWN}
 */
record RecordedContact(Request request, long waitedMillis, long restedMillis, boolean left, long handledMillis) {
    static final long UNKNOWN = -1;
    private static final int BATCHES_AT_ONCE = 500;
    /** So long after the end of the stretch its contacts may be at an end themselves. */
    private static final long AFTERMATH = 12 * 3_600_000L;

    /** Gathers what the entries say of each contact. */
    private static final class Trace {
        final Request request;
        long taken = UNKNOWN;
        long over = UNKNOWN;
        /** When it was put to rest, so that nobody had it any more; and for how long by now. */
        long rests = UNKNOWN;

        long rested;
        /** How long it rested before anybody had it. */
        long closedTo;

        Trace(Request request) {
            this.request = request;
        }

        /** What happens once somebody had it, or to one that leaves. */
        void follow(Decision decision, long at) {
            if (decision instanceof Decision.Rested closed && taken == UNKNOWN) {
                closedTo += closed.millis();
            } else if (decision instanceof Decision.Postponed && taken != UNKNOWN) {
                rests = at;
            } else if (decision instanceof Decision.Assigned || decision instanceof Decision.Ended) {
                rested += rests == UNKNOWN ? 0 : at - rests;
                rests = UNKNOWN;
            }
            if (decision instanceof Decision.Ended) {
                over = at;
            }
        }

        RecordedContact contact(long end) {
            boolean left = taken == UNKNOWN && over != UNKNOWN;
            long waitedUntil = taken != UNKNOWN ? taken : left ? over : end;
            return new RecordedContact(
                    request,
                    Math.max(0, waitedUntil - request.enqueuedAt()),
                    Math.min(closedTo, Math.max(0, waitedUntil - request.enqueuedAt())),
                    left,
                    taken == UNKNOWN || over == UNKNOWN ? UNKNOWN : over - taken - rested);
        }
    }

    /**
     * Those that came between two times, in order.
     *
     * @param most how many are told of; the rest is left out
     */
    static List<RecordedContact> between(Journal journal, TenantId tenant, long from, long until, int most) {
        Map<UUID, Trace> traces = new LinkedHashMap<>();
        long sequence = 0;
        long end = from;
        List<Journal.Batch> batches;
        do {
            batches = journal.written(tenant, Instant.ofEpochMilli(from), sequence, BATCHES_AT_ONCE);
            for (Journal.Batch batch : batches) {
                for (Recorded recorded : Recorded.read(batch)) {
                    follow(recorded, traces, from, until, most);
                    end = recorded.entry().at();
                }
                sequence = batch.last();
            }
        } while (batches.size() == BATCHES_AT_ONCE && end < until + AFTERMATH);
        long last = end;
        return traces.values().stream().map(trace -> trace.contact(last)).toList();
    }

    /** Who was sent away, or is there already, is nothing that was decided about. */
    private static boolean cameIn(Request request, Recorded recorded) {
        return recorded.decisions().stream()
                .anyMatch(decided -> request.work().equals(decided.decision().work()));
    }

    private static void follow(Recorded recorded, Map<UUID, Trace> traces, long from, long until, int most) {
        Entry entry = recorded.entry();
        if (entry.input() instanceof Input.Coming coming && cameIn(coming.request(), recorded)) {
            long at = coming.request().enqueuedAt();
            if (at >= from && at < until && traces.size() < most) {
                traces.putIfAbsent(coming.request().work(), new Trace(coming.request()));
            }
        }
        for (Recorded.Decided decided : recorded.decisions()) {
            Decision decision = decided.decision();
            Trace trace = decision.work() == null ? null : traces.get(decision.work());
            if (trace != null && trace.taken == UNKNOWN && decision instanceof Decision.Assigned) {
                trace.taken = entry.at();
            } else if (trace != null) {
                trace.follow(decision, entry.at());
            }
        }
    }
}
