// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final List<Thread> threads = new ArrayList<>();

    private <T, R> GroupCommit<T, R> run(GroupCommit<T, R> commit) {
        for (int i = 0; i < commit.lanes(); i++) {
            int lane = i;
            Thread thread = new Thread(() -> {
                try {
                    commit.lane(lane);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
            threads.add(thread);
        }
        return commit;
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void whileABatchCommitsTheNextOneFills() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        List<Integer> sizes = new ArrayList<>();
        GroupCommit<Integer, Integer> commit = run(new GroupCommit<>(1, 100, 50, items -> {
            sizes.add(items.size());
            first.countDown();
            await(go);
            return items;
        }));
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        answers.add(commit.submit(0, 0).toCompletableFuture());
        first.await();
        IntStream.rangeClosed(1, 60)
                .forEach(i -> answers.add(commit.submit(0, i).toCompletableFuture()));
        go.countDown();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(i);
        }
        assertThat(sizes).containsExactly(1, 50, 10);
    }

    @Test
    void aBadItemFailsAloneAndTheOthersKeepTheirOrder() {
        List<Integer> stored = new ArrayList<>();
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(1, 100, 100, items -> {
            if (items.contains(7)) {
                throw new SQLException("bad", "22001");
            }
            stored.addAll(items);
            return items;
        });
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 20)
                .mapToObj(i -> commit.submit(0, i).toCompletableFuture())
                .toList();
        run(commit);
        for (int i = 0; i < 20; i++) {
            if (i == 7) {
                assertThatThrownBy(answers.get(i)::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(GroupCommit.BadItem.class);
            } else {
                assertThat(answers.get(i).join()).isEqualTo(i);
            }
        }
        assertThat(stored).isSorted().hasSize(19);
    }

    @Test
    void whenTheDatabaseFailsAllOfTheBatchAreTold() {
        GroupCommit<Integer, Integer> commit = run(new GroupCommit<>(1, 10, 10, items -> {
            throw new SQLException("gone", "08006");
        }));
        assertThatThrownBy(() -> commit.submit(0, 1).toCompletableFuture().join())
                .hasCauseInstanceOf(GroupCommit.Unavailable.class);
    }

    @Test
    void aCollisionIsRepeated() {
        int[] tries = new int[1];
        GroupCommit<Integer, Integer> commit = run(new GroupCommit<>(1, 10, 10, items -> {
            if (++tries[0] < 3) {
                throw new SQLException("deadlock", "40P01");
            }
            return items;
        }));
        assertThat(commit.submit(0, 1).toCompletableFuture().join()).isEqualTo(1);
    }

    @Test
    void beyondItsCapacityALaneRefusesAtOnce() {
        GroupCommit<Integer, Integer> commit = new GroupCommit<>(2, 3, 10, items -> items);
        IntStream.range(0, 3).forEach(i -> commit.submit(0, i));
        assertThat(commit.submit(0, 3).toCompletableFuture()).isCompletedExceptionally();
        assertThat(commit.submit(1, 3).toCompletableFuture()).isNotDone();
        assertThat(commit.waiting()).isEqualTo(4);
        commit.close();
        assertThat(commit.waiting()).isZero();
        assertThat(commit.submit(1, 3).toCompletableFuture()).isCompletedExceptionally();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
