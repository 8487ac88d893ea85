// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.core.TenantId;
import live.lib.router.Decision;
import live.routing.RoutingListener;
import live.routing.internal.store.Checkpoints;
import live.routing.internal.store.Journal;

/**
 * A listener with a memory of its own, fed by whichever process holds the domain, or believes to. It fails now and then,
 * before or after it has done what it heard; and checkpoints get lost. It knows what was promised: every change at least
 * once and in order, nothing left out.
 */
final class Ledger implements RoutingListener, Checkpoints {
    private final Storm storm;
    /** What is committed, in order. */
    private final List<Heard> expected = new ArrayList<>();
    /** How much of that has been heard. */
    private int heard;

    private long checkpoint;
    private long before;

    /** A change as far as it matters here. */
    private record Heard(long sequence, Object work, State state) {}

    Ledger(Storm storm) {
        this.storm = storm;
    }

    void committed(Journal.Batch batch) {
        for (Recorded recorded : Recorded.read(batch)) {
            for (Recorded.Decided decided : recorded.decisions()) {
                (decided.isOfContact() ? state(decided.decision()) : Optional.<State>empty())
                        .ifPresent(state -> expected.add(new Heard(
                                recorded.sequence(), decided.decision().work(), state)));
            }
        }
    }

    private static Optional<State> state(Decision decision) {
        if (decision instanceof Decision.Queued) {
            return Optional.of(State.WAITING);
        } else if (decision instanceof Decision.Offered) {
            return Optional.of(State.OFFERED);
        } else if (decision instanceof Decision.Assigned) {
            return Optional.of(State.ASSIGNED);
        } else if (decision instanceof Decision.Postponed postponed && postponed.until() > 0) {
            return Optional.of(State.POSTPONED);
        } else if (decision instanceof Decision.WrapUpStarted) {
            return Optional.of(State.WRAP_UP);
        } else if (decision instanceof Decision.Ended ended) {
            boolean done =
                    ended.why() == Decision.Ended.Why.FINISHED || ended.why() == Decision.Ended.Why.WRAP_UP_TIMED_OUT;
            return Optional.of(done ? State.DONE : State.CANCELLED);
        }
        return Optional.empty();
    }

    /** Whether nothing remains to be told. */
    boolean heardAll() {
        return heard == expected.size();
    }

    /** The disk has lost what was not flushed. */
    void forgetCheckpoint() {
        checkpoint = before;
    }

    @Override
    public String name() {
        return "storm.ledger";
    }

    @Override
    public void changed(Change change) {
        changed(List.of(change));
    }

    @Override
    public void changed(List<Change> changes) {
        if (storm.suffers(0.3)) {
            storm.happens("listener failed");
            if (storm.defect == Defect.CONFIRMS_WHAT_FAILED) {
                return;
            }
            throw new IllegalStateException("the listener fails");
        }
        List<Heard> told = changes.stream()
                .map(change -> new Heard(change.sequence(), change.work().value(), change.state()))
                .toList();
        int from = 0;
        while (from < heard && expected.get(from).sequence() < told.get(0).sequence()) {
            from++;
        }
        int to = from + told.size();
        if (to > expected.size() || !expected.subList(from, to).equals(told)) {
            throw new AssertionError("listeners hear every change at least once, and in order: " + told.get(0));
        }
        heard = Math.max(heard, to);
        if (storm.suffers(0.3)) {
            storm.happens("listener failed when it had done it");
            throw new IllegalStateException("the listener fails late");
        }
    }

    @Override
    public long checkpoint(TenantId tenant, String listener) {
        return checkpoint;
    }

    @Override
    public boolean checkpoint(TenantId tenant, String listener, long from, long to) {
        if (storm.suffers(0.2)) {
            storm.happens("killed between telling and confirming");
            throw new IllegalStateException("nobody is there to confirm");
        }
        if (checkpoint != from) {
            storm.happens("somebody else has told it");
            return false;
        }
        before = from;
        checkpoint = to;
        return true;
    }
}
