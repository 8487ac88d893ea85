// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Many connections that each send one request after the other, as cheaply as a client can. A connection that the server
 * announces to close is opened anew, as every client does; one that breaks is an error.
 */
final class Load {
    /**
     * How a phase went.
     *
     * @param perSecond good answers
     */
    record Outcome(double perSecond, double p50Millis, double p99Millis, long created, long errors) {}

    /** What one connection sends: the same headers, and a new path and body each time. */
    record Request(String method, Supplier<String> path, String headers, Supplier<String> body) {
        static Request post(String path, String headers, Supplier<String> body) {
            return new Request("POST", () -> path, headers + "Content-Type: application/json\r\n", body);
        }

        static Request get(Supplier<String> path, String headers) {
            return new Request("GET", path, headers, () -> "");
        }
    }

    private final int port;
    private final int connections;
    private final LongAdder created = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private volatile boolean measuring;
    private volatile boolean over;

    Load(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    Outcome run(int warmUpSeconds, int seconds, IntFunction<Request> requests) throws InterruptedException {
        List<Histogram> histograms = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Histogram histogram = new Histogram(60_000_000L, 3);
            histograms.add(histogram);
            Request request = requests.apply(i);
            Thread thread = new Thread(() -> send(request, histogram), "load-" + i);
            threads.add(thread);
            thread.start();
        }
        Thread.sleep(warmUpSeconds * 1000L);
        measuring = true;
        long before = created.sum();
        long begun = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        long measured = created.sum() - before;
        double elapsed = (System.nanoTime() - begun) / 1e9;
        measuring = false;
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Histogram all = new Histogram(60_000_000L, 3);
        histograms.forEach(all::add);
        return new Outcome(
                measured / elapsed,
                all.getValueAtPercentile(50) / 1000.0,
                all.getValueAtPercentile(99) / 1000.0,
                created.sum(),
                errors.sum());
    }

    /** Sends a number of requests as fast as the other side takes them; all must be answered well. */
    void times(int count, Request request) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        Request counted = new Request(
                request.method(),
                () -> {
                    over |= left.decrementAndGet() < 0;
                    return request.path().get();
                },
                request.headers(),
                request.body());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(() -> send(counted, new Histogram(60_000_000L, 3)), "load-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (errors.sum() > 0 || created.sum() < count) {
            throw new IllegalStateException(errors.sum() + " errors, " + created.sum() + " of " + count + " done");
        }
    }

    private void send(Request request, Histogram histogram) {
        while (!over) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(30_000);
                InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
                OutputStream out = socket.getOutputStream();
                boolean open = true;
                while (open && !over) {
                    byte[] bytes = bytes(request);
                    long begun = System.nanoTime();
                    out.write(bytes);
                    Answer answer = answer(in);
                    open = answer.keepsOpen();
                    if (answer.status() == 200 || answer.status() == 201) {
                        created.increment();
                        if (measuring) {
                            histogram.recordValue(Math.min(60_000_000L, (System.nanoTime() - begun) / 1000));
                        }
                    } else {
                        errors.increment();
                    }
                }
            } catch (IOException broken) {
                errors.increment();
            }
        }
    }

    private static byte[] bytes(Request request) {
        byte[] body = request.body().get().getBytes(StandardCharsets.UTF_8);
        byte[] head = (request.method() + " " + request.path().get() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + request.headers() + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private record Answer(int status, boolean keepsOpen) {}

    private static Answer answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        long length = 0;
        boolean chunked = false;
        boolean keepsOpen = true;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            } else if (lower.startsWith("connection:") && lower.contains("close")) {
                keepsOpen = false;
            }
        }
        if (chunked) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                in.skipNBytes(size);
                line(in);
            }
            line(in);
        } else {
            in.skipNBytes(length);
        }
        return new Answer(status, keepsOpen);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
