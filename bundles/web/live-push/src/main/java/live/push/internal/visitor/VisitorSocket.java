// SPDX-License-Identifier: Apache-2.0
package live.push.internal.visitor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.websocket.CloseReason;
import javax.websocket.CloseReason.CloseCode;
import javax.websocket.CloseReason.CloseCodes;
import javax.websocket.OnClose;
import javax.websocket.OnError;
import javax.websocket.OnMessage;
import javax.websocket.OnOpen;
import javax.websocket.Session;
import javax.websocket.server.ServerEndpoint;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.visitor.VisitorDoor;
import live.core.visitor.VisitorDoor.Admission;
import live.core.visitor.VisitorDoor.Admitted;
import live.core.visitor.VisitorDoor.Knock;
import live.core.visitor.VisitorDoor.Refused;
import live.core.visitor.VisitorService;
import live.core.visitor.Visitors;
import live.push.internal.Outbox;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /widget/ws}: a line for each page of a visitor. Anybody may open one, so everything is bounded: lines, lines of one
 * address, the time until the first frame, its size, frames a second, and what waits for who reads slowly. What frames mean is
 * the services' matter, which come and go while lines stay open.
 */
@Component(
        service = {VisitorSocket.class, Visitors.class},
        configurationPid = VisitorSettings.PID,
        property = "org.ops4j.pax.web.http.whiteboard.websocket=true")
@Designate(ocd = VisitorSettings.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live-widget-ws)")
@ServerEndpoint("/ws")
public final class VisitorSocket implements Visitors {
    private static final Logger LOG = LoggerFactory.getLogger(VisitorSocket.class);
    private static final String GUEST = "live.guest";
    /** A message of 8,000 characters of four bytes each, written as JSON escapes, and its frame. */
    private static final int LONGEST_FRAME = 64 << 10;

    private static final int WAITING_FRAMES = 500;
    private static final int WAITING_CHARACTERS = 1 << 20;
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final Duration STILL_THERE = Duration.ofSeconds(30);
    private static final int KNOCKS = 2_000;
    private static final int WORKERS = 4;
    private static final int LONGEST_WORD = 200;
    private static final CloseCode REFUSED = CloseCodes.getCloseCode(4404);

    private final Map<String, VisitorService> services = new ConcurrentHashMap<>();
    private final Map<Session, Guest> open = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> addresses = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable VisitorDoor> door = new AtomicReference<>();
    private final BlockingQueue<Runnable> knocks = new ArrayBlockingQueue<>(KNOCKS);

    /** At most one close of each socket, and what services bring. */
    private final BlockingQueue<Runnable> closes = new LinkedBlockingQueue<>();

    private final List<TaskHandle> tasks = new ArrayList<>();
    private volatile VisitorSettings settings;

    /** Who has opened a socket, let in or not yet. */
    private static final class Guest {
        final Session socket;
        final String address;
        final Pace pace;
        final long since = System.nanoTime();
        final AtomicBoolean knocked = new AtomicBoolean();
        final AtomicBoolean closing = new AtomicBoolean();
        volatile @Nullable Line line;

        Guest(Session socket, String address, Pace pace) {
            this.socket = socket;
            this.address = address;
            this.pace = pace;
        }
    }

    @Activate
    public VisitorSocket(VisitorSettings settings, @Reference Tasks supervised) {
        this.settings = settings;
        for (int i = 0; i < WORKERS; i++) {
            tasks.add(supervised.run("push.knocks-" + i, worker(knocks)));
        }
        tasks.add(supervised.run("push.visitors", worker(closes)));
        tasks.add(supervised.every("push.guests", Duration.ofSeconds(1), this::dismiss));
        tasks.add(supervised.every("push.visitors.seen", STILL_THERE, this::stillThere));
    }

    private static Task worker(BlockingQueue<Runnable> work) {
        return () -> {
            while (true) {
                work.take().run();
            }
        };
    }

    @Modified
    void modified(VisitorSettings changed) {
        settings = changed;
    }

    @Deactivate
    void stop() {
        tasks.forEach(TaskHandle::close);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setDoor(VisitorDoor there) {
        door.set(there);
    }

    void unsetDoor(VisitorDoor leaving) {
        door.compareAndSet(leaving, null);
    }

    @Override
    public AutoCloseable serve(VisitorService service) {
        if (services.putIfAbsent(service.name(), service) != null) {
            throw new IllegalStateException("there is a service " + service.name() + " already");
        }
        closes.add(() -> lines().forEach(line -> {
            if (services.get(service.name()) == service) {
                line.come(service);
            }
        }));
        return () -> {
            if (services.remove(service.name(), service)) {
                // At once: the service's bundle is about to stop.
                lines().forEach(line -> line.gone(service));
            }
        };
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Guest guest : open.values()) {
            Line line = guest.line;
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    @OnOpen
    public void open(Session socket) {
        java.security.Principal from = socket.getUserPrincipal();
        String address = from == null ? "" : from.getName();
        AtomicInteger same = addresses.compute(address, (any, count) -> {
            AtomicInteger counted = count == null ? new AtomicInteger() : count;
            counted.incrementAndGet();
            return counted;
        });
        Guest guest = new Guest(
                socket, address, new Pace(settings.framesPerSecond(), settings.framesAtOnce(), System.nanoTime()));
        socket.getUserProperties().put(GUEST, guest);
        open.put(socket, guest);
        if (open.size() > settings.lines() || same.get() > settings.linesOfAddress()) {
            hangUp(guest, CloseCodes.TRY_AGAIN_LATER, "too many");
            return;
        }
        socket.setMaxTextMessageBufferSize(LONGEST_FRAME);
        socket.setMaxBinaryMessageBufferSize(0);
        socket.setMaxIdleTimeout(SILENCE.toMillis());
        socket.getAsyncRemote().setSendTimeout(SLOW.toMillis());
    }

    @OnMessage
    public void said(Session socket, String text) {
        Guest guest = (Guest) socket.getUserProperties().get(GUEST);
        if (guest == null || guest.closing.get()) {
            return;
        }
        if (!guest.pace.allows(System.nanoTime())) {
            hangUp(guest, CloseCodes.VIOLATED_POLICY, "too fast");
            return;
        }
        VisitorFrames.Said frame = VisitorFrames.read(text).orElse(null);
        if (frame == null) {
            hangUp(guest, CloseCodes.NOT_CONSISTENT, "frame.invalid");
            return;
        }
        Line line = guest.line;
        if (frame.kind().equals("hello")) {
            if (guest.knocked.getAndSet(true)) {
                hangUp(guest, CloseCodes.VIOLATED_POLICY, "frame.invalid");
            } else if (!knocks.offer(() -> admit(guest, frame))) {
                hangUp(guest, CloseCodes.TRY_AGAIN_LATER, "busy");
            }
        } else if (line == null) {
            hangUp(guest, CloseCodes.VIOLATED_POLICY, "hello first");
        } else if (frame.kind().equals("say")) {
            line.say(frame.to(), frame.name(), frame.data());
        } else if (frame.kind().equals("ping")) {
            line.pong();
        } else {
            hangUp(guest, CloseCodes.VIOLATED_POLICY, "frame.invalid");
        }
    }

    private void admit(Guest guest, VisitorFrames.Said hello) {
        VisitorDoor there = door.get();
        if (there == null) {
            hangUp(guest, CloseCodes.TRY_AGAIN_LATER, "not now");
            return;
        }
        Admission admission;
        try {
            admission = there.admit(new Knock(
                    hello.text("branch", LONGEST_WORD),
                    hello.text("token", LONGEST_WORD),
                    hello.text("site", LONGEST_WORD),
                    hello.text("language", LONGEST_WORD)));
        } catch (RuntimeException e) {
            // The database is away, as a rule. The page comes again.
            LOG.warn("push.visitor.admit: a visitor could not be let in", e);
            hangUp(guest, CloseCodes.TRY_AGAIN_LATER, "not now");
            return;
        }
        if (admission instanceof Refused refused) {
            hangUp(guest, REFUSED, refused.code());
            return;
        }
        Line line =
                new Line((Admitted) admission, outbox(guest), code -> hangUp(guest, CloseCodes.VIOLATED_POLICY, code));
        guest.line = line;
        line.begin(services.values());
        there.seen(line.visitor(), true);
        if (!open.containsKey(guest.socket)) {
            leave(guest);
        }
    }

    private Outbox outbox(Guest guest) {
        return new Outbox(
                WAITING_FRAMES,
                WAITING_CHARACTERS,
                (frame, sent) -> {
                    try {
                        guest.socket.getAsyncRemote().sendText(frame, result -> sent.accept(result.isOK()));
                    } catch (IllegalStateException e) {
                        // Closed in this moment.
                        sent.accept(false);
                    }
                },
                () -> hangUp(guest, CloseCodes.TRY_AGAIN_LATER, "too slow"));
    }

    @OnClose
    public void closed(Session socket) {
        Guest guest = open.remove(socket);
        if (guest == null) {
            return;
        }
        addresses.computeIfPresent(guest.address, (any, count) -> count.decrementAndGet() == 0 ? null : count);
        leave(guest);
    }

    private void leave(Guest guest) {
        Line line = guest.line;
        if (line == null) {
            return;
        }
        line.leave();
        VisitorDoor there = door.get();
        if (there != null && lines().stream().noneMatch(other -> other.visitor().equals(line.visitor()))) {
            there.seen(line.visitor(), false);
        }
    }

    @OnError
    public void failed(Session socket, Throwable failure) {
        // A page that is gone without a word; closed() follows.
        LOG.debug("push.visitor.socket", failure);
    }

    /** Whoever opens a line and says nothing. */
    private void dismiss() {
        long longest = Duration.ofSeconds(settings.helloSeconds()).toNanos();
        long now = System.nanoTime();
        for (Guest guest : open.values()) {
            if (!guest.knocked.get() && now - guest.since > longest) {
                hangUp(guest, CloseCodes.VIOLATED_POLICY, "hello first");
            }
        }
    }

    private void stillThere() {
        VisitorDoor there = door.get();
        if (there != null) {
            lines().forEach(line -> there.seen(line.visitor(), true));
        }
    }

    private void hangUp(Guest guest, CloseCode code, String reason) {
        if (guest.closing.compareAndSet(false, true)) {
            closes.add(() -> close(guest.socket, code, reason));
        }
    }

    private static void close(Session socket, CloseCode code, String reason) {
        try {
            socket.close(new CloseReason(code, reason));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("push.visitor.close", e);
        }
    }
}
