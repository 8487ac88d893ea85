// SPDX-License-Identifier: Apache-2.0
package live.itest.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A series of swaps of one bundle, watched. */
final class Swaps implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final BundleContext context;
    private final String filter;
    private final String location;
    private final byte[] archive;
    private final SynchronousBundleListener listener = this::changed;
    private final ServiceListener back = this::cameBack;
    private final Set<String> disturbed = Collections.synchronizedSet(new TreeSet<>());
    private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
    private final Set<WeakReference<ClassLoader>> loaders = new HashSet<>();
    private final List<Long> backMillis = new ArrayList<>();
    private final String name;
    private Bundle bundle;
    private Map<String, Long> threadsBefore = Map.of();
    private long socketsBefore;
    private long heapBefore;

    Swaps(BundleContext context, Bundle bundle, String filter) throws IOException {
        this.context = context;
        this.bundle = bundle;
        this.filter = filter;
        this.name = bundle.getSymbolicName();
        this.location = bundle.getLocation();
        try (InputStream in = URI.create(location).isAbsolute()
                ? URI.create(location).toURL().openStream()
                : Files.newInputStream(Path.of(location))) {
            this.archive = in.readAllBytes();
        }
        context.addBundleListener(listener);
        try {
            context.addServiceListener(back, filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    void run(int cycles, String mode) throws Exception {
        // The first swaps fill pools and caches that stay.
        int warmUp = Math.min(20, cycles / 10);
        for (int i = 0; i < cycles; i++) {
            if (i == warmUp) {
                mark();
            }
            loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader(), gone));
            swap(mode);
        }
    }

    private void mark() {
        threadsBefore = threads();
        socketsBefore = sockets();
        heapBefore = heap();
    }

    private void swap(String mode) throws Exception {
        switch (mode) {
            case "restart" -> {
                bundle.stop();
                mustBeGone();
                start();
            }
            case "update" -> {
                bundle.update(new ByteArrayInputStream(archive));
                refresh();
                awaitBack();
            }
            case "reinstall" -> {
                bundle.uninstall();
                refresh();
                mustBeGone();
                bundle = context.installBundle(location, new ByteArrayInputStream(archive));
                start();
            }
            default -> throw new IllegalArgumentException("restart, update or reinstall, not " + mode);
        }
    }

    private void start() throws BundleException, InterruptedException, InvalidSyntaxException {
        long begun = System.nanoTime();
        bundle.start();
        awaitBack();
        backMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    private void refresh() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        if (!done.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the framework did not refresh " + name);
        }
    }

    /** What a bundle registered ends with its stop, not some time after. */
    private void mustBeGone() throws InvalidSyntaxException {
        if (isPresent()) {
            throw new IllegalStateException(filter + " did not go");
        }
    }

    private synchronized void awaitBack() throws InterruptedException, InvalidSyntaxException {
        long begun = System.nanoTime();
        while (!isPresent()) {
            long left = LIMIT_NANOS - (System.nanoTime() - begun);
            if (left <= 0) {
                throw new IllegalStateException(filter + " did not come back");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void cameBack(ServiceEvent event) {
        notifyAll();
    }

    private boolean isPresent() throws InvalidSyntaxException {
        return context.getAllServiceReferences(null, filter) != null;
    }

    private void changed(BundleEvent event) {
        String other = event.getBundle().getSymbolicName();
        if (!name.equals(other) && (event.getType() & (BundleEvent.STOPPED | BundleEvent.UNRESOLVED)) != 0) {
            disturbed.add(other);
        }
    }

    Collection<String> disturbed() {
        return disturbed;
    }

    /** Median and maximum of the time from start until the service is back. */
    List<Long> backMillis() {
        List<Long> sorted = backMillis.stream().sorted().toList();
        return sorted.isEmpty() ? List.of() : List.of(sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }

    /** Class loaders of former lives that nobody lets go of; one may still be on somebody's stack. */
    long loadersLeft() throws InterruptedException {
        ClassLoader current = bundle.adapt(BundleWiring.class).getClassLoader();
        loaders.removeIf(life -> life.refersTo(current));
        for (int attempt = 0; attempt < 20 && !loaders.isEmpty(); attempt++) {
            System.gc();
            for (Reference<?> life = gone.remove(250); life != null; life = gone.poll()) {
                loaders.remove(life);
            }
        }
        return loaders.size();
    }

    /** Names that more threads bear than before; the present life may have one of each. Pools of the web server are left out. */
    List<String> threadsLeft() {
        return threads().entrySet().stream()
                .filter(now -> now.getValue() > Math.max(1, threadsBefore.getOrDefault(now.getKey(), 0L)))
                .map(Map.Entry::getKey)
                .toList();
    }

    long socketsMore() {
        return sockets() - socketsBefore;
    }

    long heapMoreBytes() {
        return heap() - heapBefore;
    }

    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread ->
                        !thread.matches("(?i).*(paxweb|tomcat|http-nio|catalina|sshd|karaf ssh|gogo|nioprocessor).*"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    private static long sockets() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(Swaps::isSocket).count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isSocket(Path open) {
        try {
            return Files.readSymbolicLink(open).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long[] used = new long[3];
        for (int i = 0; i < used.length; i++) {
            System.gc();
            used[i] = runtime.totalMemory() - runtime.freeMemory();
        }
        return Arrays.stream(used).min().orElseThrow();
    }

    @Override
    public void close() {
        context.removeBundleListener(listener);
        context.removeServiceListener(back);
    }
}
