// SPDX-License-Identifier: Apache-2.0
package live.itest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** A steady stream of mails into one mailbox, each with a subject of its own. */
public final class MailLoad implements AutoCloseable {
    private final List<String> subjects = Collections.synchronizedList(new ArrayList<>());
    private final FutureTask<Void> stream;
    private volatile boolean over;

    private MailLoad(MailHost host, String to, String mark, int perSecond) {
        stream = new FutureTask<>(
                () -> {
                    for (int i = 0; !over; i++) {
                        String subject = mark + " " + i;
                        host.deliver(
                                to,
                                MailHost.plain(
                                        "customer" + i + "@" + mark + ".example",
                                        to,
                                        subject,
                                        "<" + mark + "." + i + "@load.example>",
                                        "Mail number " + i + "."));
                        subjects.add(subject);
                        LockSupport.parkNanos(1_000_000_000L / perSecond);
                    }
                },
                null);
    }

    public static MailLoad start(MailHost host, String to, String mark, int perSecond) {
        MailLoad load = new MailLoad(host, to, mark, perSecond);
        new Thread(load.stream, "mail-load").start();
        return load;
    }

    /** The subjects of all mails so far. */
    public List<String> subjects() {
        synchronized (subjects) {
            return List.copyOf(subjects);
        }
    }

    /** Ends the stream; when this returns every mail is in the mailbox. */
    @Override
    public void close() {
        over = true;
        try {
            stream.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the mail host takes no mails", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
