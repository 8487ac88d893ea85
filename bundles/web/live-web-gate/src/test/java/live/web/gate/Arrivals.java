// SPDX-License-Identifier: Apache-2.0
package live.web.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.aries.component.dsl.OSGi;
import org.apache.aries.component.dsl.Publisher;

/** Things of many groups that arrive on many threads at once; answers how many of them came through. */
public final class Arrivals implements Callable<Integer> {
    static final int THREADS = 4;
    static final int EACH = 2_000;

    @Override
    public Integer call() throws Exception {
        AtomicReference<Publisher<? super String>> door = new AtomicReference<>();
        AtomicInteger through = new AtomicInteger();
        OSGi<String> arriving = OSGi.fromOsgiRunnable((context, publisher) -> {
            door.set(publisher);
            return OSGi.NOOP;
        });
        arriving.splitBy(
                        OSGi::just,
                        (group, members) -> members.effects(member -> through.incrementAndGet(), member -> {}))
                .run(null);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String name = "/" + thread + "/";
            all.add(threads.submit(() -> {
                together.await();
                for (int i = 0; i < EACH; i++) {
                    door.get().publish(name + i);
                }
                return null;
            }));
        }
        threads.shutdown();
        for (Future<?> each : all) {
            each.get();
        }
        return through.get();
    }
}
