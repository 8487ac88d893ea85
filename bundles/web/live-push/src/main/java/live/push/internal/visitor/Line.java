// SPDX-License-Identifier: Apache-2.0
package live.push.internal.visitor;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import live.core.visitor.Visitor;
import live.core.visitor.VisitorDoor.Admitted;
import live.core.visitor.VisitorLine;
import live.core.visitor.VisitorService;
import live.push.internal.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line to a visitor who was let in: the services that hear him, and what is on its way to him. Thread-safe. */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final Admitted admitted;
    private final Outbox outbox;
    private final Consumer<String> hangUp;
    private final Map<String, Served> served = new HashMap<>();
    private boolean left;

    /** One service on this line. */
    private final class Served implements VisitorLine {
        private final VisitorService service;
        private volatile boolean over;
        private VisitorService.@org.jspecify.annotations.Nullable Ear ear;

        Served(VisitorService service) {
            this.service = service;
        }

        @Override
        public Visitor visitor() {
            return admitted.visitor();
        }

        @Override
        public CompletionStage<Void> send(String name, String json) {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            if (over) {
                sent.completeExceptionally(new IllegalStateException("the line is gone"));
            } else {
                outbox.send(VisitorFrames.message(service.name(), name, json), sent);
            }
            return sent;
        }

        @Override
        public void close(String code) {
            hangUp.accept(code);
        }
    }

    /** @param hangUp closes the socket, with a code; must not block */
    Line(Admitted admitted, Outbox outbox, Consumer<String> hangUp) {
        this.admitted = admitted;
        this.outbox = outbox;
        this.hangUp = hangUp;
    }

    Visitor visitor() {
        return admitted.visitor();
    }

    /** Greets, and gives it the services that are there. */
    synchronized void begin(Collection<VisitorService> services) {
        outbox.send(VisitorFrames.welcome(admitted.visitor().id().toString(), admitted.token(), admitted.face()));
        services.forEach(this::come);
    }

    /** A service is there. */
    synchronized void come(VisitorService service) {
        String name = service.name();
        if (left || served.containsKey(name) || !admitted.services().contains(name)) {
            return;
        }
        Served mine = new Served(service);
        served.put(name, mine);
        outbox.send(VisitorFrames.come(name));
        guarded(name, () -> mine.ear = service.open(mine));
    }

    /** A service leaves. */
    synchronized void gone(VisitorService service) {
        Served mine = served.get(service.name());
        if (mine != null && mine.service == service) {
            served.remove(service.name());
            end(mine);
            outbox.send(VisitorFrames.gone(service.name()));
        }
    }

    /** Passes on what the visitor says. What nobody serves he says again when its service comes. */
    synchronized void say(String service, String name, String data) {
        Served mine = served.get(service);
        if (mine == null || mine.ear == null) {
            return;
        }
        VisitorService.Ear ear = mine.ear;
        guarded(service, () -> ear.hear(name, data));
    }

    void pong() {
        outbox.send(VisitorFrames.PONG);
    }

    /** The socket is closed. */
    synchronized void leave() {
        left = true;
        outbox.close();
        served.values().forEach(this::end);
        served.clear();
    }

    private void end(Served mine) {
        mine.over = true;
        if (mine.ear != null) {
            guarded(mine.service.name(), mine.ear::close);
        }
    }

    /** A service is a module's code: what it does wrong must not take the others along. */
    private void guarded(String service, Runnable call) {
        try {
            call.run();
        } catch (IllegalArgumentException e) {
            LOG.debug("push.visitor.frame: {} does not understand a visitor", service, e);
            hangUp.accept("frame.invalid");
        } catch (RuntimeException e) {
            LOG.warn("push.visitor.failed: service {} failed, its module should be looked at", service, e);
        }
    }
}
