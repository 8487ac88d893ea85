// SPDX-License-Identifier: Apache-2.0
package live.push.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.websocket.CloseReason;
import javax.websocket.CloseReason.CloseCode;
import javax.websocket.CloseReason.CloseCodes;
import javax.websocket.OnClose;
import javax.websocket.OnError;
import javax.websocket.OnMessage;
import javax.websocket.OnOpen;
import javax.websocket.Session;
import javax.websocket.server.ServerEndpoint;
import live.core.Principal;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.event.Events;
import live.core.push.PushTopic;
import live.security.EndedSession;
import live.security.SessionId;
import live.security.SessionListener;
import live.security.Sessions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /ws/staff}: one socket per open desktop. Topics come and go by service while sockets stay open. One instance
 * serves all sockets; what belongs to one is its {@link Browser}.
 */
@Component(
        service = {StaffSocket.class, SessionListener.class},
        property = "org.ops4j.pax.web.http.whiteboard.websocket=true")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live-ws)")
@ServerEndpoint("/staff")
public final class StaffSocket implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(StaffSocket.class);
    private static final String BROWSER = "live.browser";
    private static final int LONGEST_FRAME = 64 << 10;
    private static final int SOCKETS = 20_000;
    private static final int SOCKETS_PER_SESSION = 20;
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final int CLOSERS = 2;
    private static final CloseCode SESSION_ENDED = CloseCodes.getCloseCode(4401);
    private static final CloseCode PERMISSIONS_CHANGED = CloseCodes.getCloseCode(4403);

    private final Sessions sessions;
    private final Events events;
    private final String server = UUID.randomUUID().toString();
    private final Map<String, PushTopic> topics = new ConcurrentHashMap<>();
    private final Map<Session, Browser> open = new ConcurrentHashMap<>();

    /** What may block or take a while; at most one close per socket, and what topics bring. */
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

    private final TaskHandle[] workers = new TaskHandle[CLOSERS];

    @Activate
    public StaffSocket(@Reference Sessions sessions, @Reference Events events, @Reference Tasks tasks) {
        this.sessions = sessions;
        this.events = events;
        Task worker = () -> {
            while (true) {
                work.take().run();
            }
        };
        for (int i = 0; i < CLOSERS; i++) {
            workers[i] = tasks.run("push.work-" + i, worker);
        }
    }

    @Deactivate
    void stop() {
        for (TaskHandle worker : workers) {
            worker.close();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTopic(PushTopic topic) {
        String name = topic.name();
        PushTopic other = topics.putIfAbsent(name, topic);
        if (other != null) {
            LOG.warn("push.topic.twice: a second topic {} is left out", name);
            return;
        }
        work.add(() -> open.values().forEach(browser -> browser.come(sessions.principal(browser.session()), name)));
    }

    void removeTopic(PushTopic topic) {
        String name = topic.name();
        if (topics.remove(name, topic)) {
            // At once: the topic's bundle is about to stop.
            open.values().forEach(browser -> browser.gone(name, topic));
        }
    }

    @OnOpen
    public void open(Session socket) {
        Optional<SessionId> session = session(socket);
        if (session.flatMap(sessions::principal).isEmpty()) {
            close(socket, SESSION_ENDED, "session ended");
            return;
        }
        SessionId id = session.get();
        long same = open.values().stream()
                .filter(browser -> browser.session().equals(id))
                .count();
        if (open.size() >= SOCKETS || same >= SOCKETS_PER_SESSION) {
            close(socket, CloseCodes.TRY_AGAIN_LATER, "too many sockets");
            return;
        }
        long position = events.head();
        socket.setMaxTextMessageBufferSize(LONGEST_FRAME);
        socket.setMaxBinaryMessageBufferSize(0);
        socket.setMaxIdleTimeout(SILENCE.toMillis());
        socket.getAsyncRemote().setSendTimeout(SLOW.toMillis());
        AtomicBoolean closing = new AtomicBoolean();
        Outbox outbox = new Outbox(
                (frame, sent) -> {
                    try {
                        socket.getAsyncRemote().sendText(frame, result -> sent.accept(result.isOK()));
                    } catch (IllegalStateException e) {
                        // Closed in this moment.
                        sent.accept(false);
                    }
                },
                () -> {
                    if (closing.compareAndSet(false, true)) {
                        work.add(() -> close(socket, CloseCodes.TRY_AGAIN_LATER, "too slow"));
                    }
                });
        Browser browser = new Browser(id, outbox, this::topic);
        socket.getUserProperties().put(BROWSER, browser);
        open.put(socket, browser);
        browser.send(Frames.hello(position, server));
        if (sessions.principal(id).isEmpty()) {
            // It ended while this was being set up, unheard.
            close(socket, SESSION_ENDED, "session ended");
        }
    }

    @OnMessage
    public void said(Session socket, String text) {
        Browser browser = (Browser) socket.getUserProperties().get(BROWSER);
        if (browser == null) {
            return;
        }
        Frames.Said frame = Frames.read(text).orElse(null);
        if (frame == null) {
            close(socket, CloseCodes.NOT_CONSISTENT, "not a frame");
            return;
        }
        if (frame.kind().equals("ping")) {
            browser.send(Frames.PONG);
            return;
        }
        Principal principal = sessions.principal(browser.session()).orElse(null);
        if (principal == null) {
            close(socket, SESSION_ENDED, "session ended");
            return;
        }
        switch (frame.kind()) {
            case "sub" -> {
                if (!browser.subscribe(principal, frame.id(), frame.topic(), frame.argument())) {
                    close(socket, CloseCodes.VIOLATED_POLICY, "too many subscriptions");
                }
            }
            case "unsub" -> browser.unsubscribe(frame.id());
            case "say" -> browser.say(principal, frame.topic(), frame.data());
            case "used" -> sessions.used(browser.session());
            default -> close(socket, CloseCodes.VIOLATED_POLICY, "unknown frame");
        }
    }

    @OnClose
    public void closed(Session socket) {
        Browser browser = open.remove(socket);
        if (browser != null) {
            browser.leave();
        }
    }

    @OnError
    public void failed(Session socket, Throwable failure) {
        // A browser that is gone without a word; closed() follows.
        LOG.debug("push.socket.failed", failure);
        if (!open.containsKey(socket)) {
            // It failed while it was being opened: the database is away. The browser comes again.
            close(socket, CloseCodes.TRY_AGAIN_LATER, "not now");
        }
    }

    @Override
    public void ended(EndedSession session) {
        closeAll(session.id(), SESSION_ENDED, session.why().code());
    }

    @Override
    public void permissionsChanged(SessionId session) {
        closeAll(session, PERMISSIONS_CHANGED, "permissions changed");
    }

    private void closeAll(SessionId session, CloseCode code, String reason) {
        open.forEach((socket, browser) -> {
            if (browser.session().equals(session)) {
                work.add(() -> close(socket, code, reason));
            }
        });
    }

    private @Nullable PushTopic topic(String name) {
        return topics.get(name);
    }

    private static Optional<SessionId> session(Session socket) {
        java.security.Principal principal = socket.getUserPrincipal();
        try {
            return principal == null ? Optional.empty() : Optional.of(SessionId.of(principal.getName()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void close(Session socket, CloseCode code, String reason) {
        try {
            socket.close(new CloseReason(code, reason));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("push.socket.close", e);
        }
    }
}
