// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Commits what many callers hand over in few transactions: while one batch commits, the next one fills, so a lone caller
 * waits for nobody. Thread-safe.
 *
 * <p>Items with the same affinity go through the same lane and are committed in the order in which they came. Each lane
 * is run by one thread of the caller. Answers are given on the lane's thread and must not block.
 *
 * <p>When a batch is refused for its data it is halved until the bad item stands alone, so validate before handing over:
 * every bad item costs some commits. When it fails for another reason all its items fail with {@link Unavailable}, which
 * says that nobody knows whether they were stored: hand them over again with the same ids.
 *
 * @param <T> what is stored
 * @param <R> what is answered
 */
public final class GroupCommit<T, R> {
    private static final int REPEATS = 5;

    private final List<BlockingQueue<Item<T, R>>> lanes = new ArrayList<>();
    private final int largest;
    private final Batch<T, R> batch;
    private volatile boolean closed;

    private record Item<T, R>(T value, CompletableFuture<R> answer) {}

    /** Stores all items in one transaction of its own, or throws and stores none. */
    @FunctionalInterface
    public interface Batch<T, R> {
        /** Answers one result for each item, in order. */
        List<R> commit(List<T> items) throws SQLException;
    }

    /** Too much is waiting already, the database failed, or this was closed. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The item was refused for its data. */
    public static final class BadItem extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadItem(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Prepares lanes; run each with {@link #lane}.
     *
     * @param capacity most items waiting in a lane
     * @param largest most items in a batch
     */
    public GroupCommit(int laneCount, int capacity, int largest, Batch<T, R> batch) {
        for (int i = 0; i < laneCount; i++) {
            lanes.add(new ArrayBlockingQueue<>(capacity));
        }
        this.largest = largest;
        this.batch = Objects.requireNonNull(batch);
    }

    /**
     * Hands an item over.
     *
     * @param affinity items with the same one keep their order
     * @return answered after the commit; fails with {@link Unavailable} or {@link BadItem}
     */
    public CompletionStage<R> submit(int affinity, T value) {
        Item<T, R> item = new Item<>(value, new CompletableFuture<>());
        BlockingQueue<Item<T, R>> lane = lanes.get(Math.floorMod(affinity, lanes.size()));
        if (closed || !lane.offer(item)) {
            item.answer.completeExceptionally(new Unavailable(closed ? "closed" : "too much is waiting"));
        } else if (closed && lane.remove(item)) {
            item.answer.completeExceptionally(new Unavailable("closed"));
        }
        return item.answer;
    }

    /** How many items wait. */
    public int waiting() {
        return lanes.stream().mapToInt(BlockingQueue::size).sum();
    }

    /** How many lanes there are to run. */
    public int lanes() {
        return lanes.size();
    }

    /** Works on a lane until its thread is interrupted. */
    public void lane(int number) throws InterruptedException {
        BlockingQueue<Item<T, R>> lane = lanes.get(number);
        List<Item<T, R>> items = new ArrayList<>(largest);
        while (!closed) {
            items.add(lane.take());
            lane.drainTo(items, largest - 1);
            commit(List.copyOf(items));
            items.clear();
        }
    }

    /** Takes nothing more; what waits fails. Interrupt the lanes afterwards. */
    public void close() {
        closed = true;
        List<Item<T, R>> left = new ArrayList<>();
        lanes.forEach(lane -> lane.drainTo(left));
        left.forEach(item -> item.answer.completeExceptionally(new Unavailable("closed")));
    }

    private void commit(List<Item<T, R>> items) {
        try {
            List<R> results = repeat(items.stream().map(Item::value).toList());
            for (int i = 0; i < items.size(); i++) {
                items.get(i).answer.complete(results.get(i));
            }
        } catch (SQLException e) {
            if (SqlState.badData(e)) {
                halve(items, e);
            } else {
                fail(items, new Unavailable("the database failed", e));
            }
        } catch (DatabaseException e) {
            if (e.badData()) {
                halve(items, e);
            } else {
                fail(items, new Unavailable("the database failed", e));
            }
        } catch (RuntimeException e) {
            // One item that cannot even be prepared must not take the others down.
            halve(items, e);
        }
    }

    /** Tries again when the batch met another transaction on the same rows: the second time it sees what the other did. */
    private List<R> repeat(List<T> values) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return batch.commit(values);
            } catch (SQLException e) {
                if (!SqlState.collision(e) || attempt == REPEATS) {
                    throw e;
                }
            }
        }
    }

    private void halve(List<Item<T, R>> items, Exception cause) {
        if (items.size() == 1) {
            items.get(0).answer.completeExceptionally(new BadItem(cause));
            return;
        }
        int half = items.size() / 2;
        commit(items.subList(0, half));
        commit(items.subList(half, items.size()));
    }

    private static <T, R> void fail(List<Item<T, R>> items, RuntimeException cause) {
        items.forEach(item -> item.answer.completeExceptionally(cause));
    }
}
