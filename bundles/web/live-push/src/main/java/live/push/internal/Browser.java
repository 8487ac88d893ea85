// SPDX-License-Identifier: Apache-2.0
package live.push.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.security.SessionId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open socket: what its browser wishes to hear of, and what is on its way to it. Thread-safe. */
final class Browser {
    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);
    private static final int WISHES = 500;

    private final SessionId session;
    private final Outbox outbox;
    private final Function<String, @Nullable PushTopic> topics;
    private final Map<Integer, Wish> wishes = new HashMap<>();
    private boolean left;

    /** A subscription as the browser wants it; it outlives the topic. */
    private static final class Wish {
        private final int id;
        private final String topic;
        private final String argument;
        private @Nullable PushTopic served;
        private @Nullable AutoCloseable subscription;
        private volatile @Nullable PushSubscriber subscriber;

        Wish(int id, String topic, String argument) {
            this.id = id;
            this.topic = topic;
            this.argument = argument;
        }
    }

    /**
     * @param topics the topic of a name, if it is there
     */
    Browser(SessionId session, Outbox outbox, Function<String, @Nullable PushTopic> topics) {
        this.session = session;
        this.outbox = outbox;
        this.topics = topics;
    }

    SessionId session() {
        return session;
    }

    void send(String frame) {
        outbox.send(frame);
    }

    /** Notes a wish and serves it as soon as its topic is there; false if these are too many. */
    synchronized boolean subscribe(Principal principal, int id, String topic, String argument) {
        if (left) {
            return true;
        }
        unsubscribe(id);
        if (wishes.size() == WISHES) {
            return false;
        }
        Wish wish = new Wish(id, topic, argument);
        wishes.put(id, wish);
        PushTopic found = topics.apply(topic);
        if (found == null) {
            send(Frames.gone(topic));
        } else {
            serve(principal, wish, found);
        }
        return true;
    }

    synchronized void unsubscribe(int id) {
        Wish wish = wishes.remove(id);
        if (wish != null) {
            end(wish);
        }
    }

    /** Passes on what the browser says to a topic that it is subscribed to. */
    synchronized void say(Principal principal, String topic, String json) {
        for (Wish wish : wishes.values()) {
            PushTopic served = wish.served;
            PushSubscriber subscriber = wish.subscriber;
            if (served != null && subscriber != null && wish.topic.equals(topic)) {
                guarded(topic, () -> served.receive(principal, json, subscriber));
                return;
            }
        }
    }

    /** A topic has come: serves the wishes that waited for it. */
    synchronized void come(Optional<Principal> principal, String name) {
        PushTopic topic = topics.apply(name);
        if (left || topic == null || principal.isEmpty()) {
            return;
        }
        for (Wish wish : wishes.values()) {
            if (wish.topic.equals(name) && wish.served == null) {
                serve(principal.get(), wish, topic);
            }
        }
    }

    /** A topic leaves: ends its subscriptions and keeps the wishes. */
    synchronized void gone(String name, PushTopic topic) {
        boolean served = false;
        for (Wish wish : wishes.values()) {
            if (wish.served == topic) {
                end(wish);
                served = true;
            }
        }
        if (served) {
            send(Frames.gone(name));
        }
    }

    /** The socket is closed. */
    synchronized void leave() {
        left = true;
        outbox.close();
        wishes.values().forEach(this::end);
        wishes.clear();
    }

    private void serve(Principal principal, Wish wish, PushTopic topic) {
        PushSubscriber subscriber = new PushSubscriber() {
            @Override
            public void send(String json) {
                if (wish.subscriber == this) {
                    outbox.send(Frames.message(wish.id, wish.topic, json));
                }
            }
        };
        wish.served = topic;
        wish.subscriber = subscriber;
        boolean fine =
                guarded(wish.topic, () -> wish.subscription = topic.subscribe(principal, wish.argument, subscriber));
        if (!fine) {
            wish.subscriber = null;
            send(Frames.gone(wish.topic));
        }
    }

    private void end(Wish wish) {
        AutoCloseable subscription = wish.subscription;
        wish.served = null;
        wish.subscription = null;
        wish.subscriber = null;
        if (subscription != null) {
            guarded(wish.topic, subscription::close);
        }
    }

    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }

    /** A topic is a module's code: its failure must not take the others' topics along. */
    private static boolean guarded(String topic, Call call) {
        try {
            call.run();
            return true;
        } catch (Exception e) {
            LOG.warn("push.topic.failed: topic {} failed, its module should be looked at", topic, e);
            return false;
        }
    }
}
