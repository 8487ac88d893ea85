// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import live.channel.ChannelHost.Call;
import live.channel.ChannelHost.Reply;
import live.channel.ChannelHost.Webhook;
import live.channels.internal.WebhookCalls;
import live.core.ChannelId;
import live.core.TaskHandle;
import live.core.Tasks;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Calls from outside to channels. Nobody signs in here: a channel checks signatures itself, over the raw bytes. A channel
 * that is slow takes a few threads of its own, never the server's.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/channel/*")
@HttpWhiteboardServletName("live.channels.webhooks")
@HttpWhiteboardServletAsyncSupported
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=live-public)")
public final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST = 1 << 20;
    private static final int AT_ONCE = 16;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final transient WebhookCalls calls;
    private final transient Tasks tasks;
    private final transient Map<ChannelId, Semaphore> running = new ConcurrentHashMap<>();

    @Activate
    public WebhookServlet(@Reference WebhookCalls calls, @Reference Tasks tasks) {
        this.calls = calls;
        this.tasks = tasks;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = Optional.ofNullable(request.getPathInfo())
                .orElse("/")
                .substring(1)
                .split("/", 3);
        Optional<ChannelId> channel = channel(path);
        Optional<Webhook> webhook = channel.flatMap(id -> calls.find(id, path.length > 2 ? path[2] : ""));
        if (webhook.isEmpty()) {
            answer(response, Reply.of(HttpServletResponse.SC_NOT_FOUND));
            return;
        }
        if (request.getContentLengthLong() > LARGEST) {
            answer(response, Reply.of(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE));
            return;
        }
        Semaphore permits = running.computeIfAbsent(channel.get(), id -> new Semaphore(AT_ONCE));
        if (!permits.tryAcquire()) {
            response.setHeader("Retry-After", "1");
            answer(response, Reply.of(429));
            return;
        }
        boolean handed = false;
        try {
            byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                answer(response, Reply.of(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE));
                return;
            }
            Call call = new Call(request.getMethod(), query(request), headers(request), body);
            hand(request, channel.get(), webhook.get(), call, permits);
            handed = true;
        } finally {
            if (!handed) {
                permits.release();
            }
        }
    }

    private void hand(HttpServletRequest request, ChannelId channel, Webhook webhook, Call call, Semaphore permits) {
        AsyncContext async = request.startAsync();
        async.setTimeout(LIMIT.toMillis());
        AtomicBoolean answered = new AtomicBoolean();
        TaskHandle task = tasks.after("channel." + channel + ".webhook", Duration.ZERO, () -> {
            Reply reply = Reply.of(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            try {
                reply = Objects.requireNonNull(webhook.receive(call));
            } finally {
                permits.release();
                if (answered.compareAndSet(false, true)) {
                    answer((HttpServletResponse) async.getResponse(), reply);
                    async.complete();
                }
            }
        });
        async.addListener(new AsyncListener() {
            @Override
            public void onTimeout(AsyncEvent event) throws IOException {
                task.close();
                if (answered.compareAndSet(false, true)) {
                    answer((HttpServletResponse) async.getResponse(), Reply.of(504));
                    async.complete();
                }
            }

            @Override
            public void onComplete(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {
                answered.set(true);
            }

            @Override
            public void onStartAsync(AsyncEvent event) {}
        });
    }

    private static Optional<ChannelId> channel(String[] path) {
        if (path.length < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChannelId(path[0], path[1]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void answer(HttpServletResponse response, Reply reply) throws IOException {
        response.setStatus(reply.status());
        response.setContentType(reply.mediaType());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }

    private static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> query = new HashMap<>();
        String text = request.getQueryString();
        if (text != null) {
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                query.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return java.net.URLDecoder.decode(text, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        return headers;
    }
}
