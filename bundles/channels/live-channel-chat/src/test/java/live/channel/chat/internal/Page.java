// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import live.core.TenantId;
import live.core.visitor.Visitor;
import live.core.visitor.VisitorId;
import live.core.visitor.VisitorLine;
import live.core.visitor.VisitorService;

/** A visitor's page, as far as it speaks with the chat: says one thing after the other, each until it was taken. */
final class Page implements VisitorLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BRANCH = "night";

    private final Visitor visitor;
    private final ExecutorService thread;
    private final Deque<String[]> unsaid = new ArrayDeque<>();
    private final List<String> frames = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private String last = "";
    private String lastText = "";
    private boolean here;
    private boolean stalled;
    private VisitorService.Ear ear;
    private String closed = "";

    Page(String party, ExecutorService thread) {
        this.visitor = new Visitor(TenantId.DEFAULT, id(party), BRANCH);
        this.thread = thread;
    }

    static VisitorId id(String party) {
        return new VisitorId(UUID.nameUUIDFromBytes(party.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** The way to the chat is open, or null if it is not. */
    void served(VisitorService service) {
        VisitorService.Ear before;
        synchronized (this) {
            before = ear;
            ear = null;
            here = false;
        }
        if (before != null) {
            before.close();
        }
        if (service != null) {
            VisitorService.Ear opened = service.open(this);
            synchronized (this) {
                ear = opened;
            }
            thread.execute(this::say);
        }
    }

    synchronized void stall(boolean silent) {
        stalled = silent;
    }

    void write(String text) {
        synchronized (this) {
            unsaid.add(new String[] {UUID.randomUUID().toString(), text});
        }
        thread.execute(this::say);
    }

    void writeAgain() {
        synchronized (this) {
            unsaid.add(new String[] {last, lastText});
        }
        thread.execute(this::say);
    }

    void hear(String name, String json) {
        VisitorService.Ear to;
        synchronized (this) {
            to = ear;
        }
        to.hear(name, json);
    }

    /** Says what was not taken yet, if the chat is there. */
    private void say() {
        VisitorService.Ear to;
        String[] next;
        synchronized (this) {
            to = ear;
            next = unsaid.peek();
            if (!here || to == null || next == null || stalled) {
                return;
            }
        }
        to.hear(
                "text",
                JSON.createObjectNode().put("id", next[0]).put("text", next[1]).toString());
    }

    @Override
    public Visitor visitor() {
        return visitor;
    }

    @Override
    public CompletionStage<Void> send(String name, String json) {
        boolean again = false;
        synchronized (this) {
            if (stalled) {
                return new CompletableFuture<>();
            }
            frames.add(name + " " + json);
            JsonNode frame = parse(json);
            switch (name) {
                case "here" -> {
                    here = true;
                    again = true;
                }
                case "away" -> here = false;
                case "took", "refused" -> {
                    String[] taken = unsaid.peek();
                    if (taken != null && taken[0].equals(frame.path("id").asText())) {
                        unsaid.poll();
                        last = taken[0];
                        lastText = taken[1];
                    }
                    again = true;
                }
                case "later" -> again = true;
                case "message" -> received.add(frame.path("text").asText());
                default -> {}
            }
        }
        if (again) {
            thread.execute(() -> {
                if (name.equals("later")) {
                    pause();
                }
                say();
            });
        }
        return CompletableFuture.completedFuture(null);
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @Override
    public synchronized void close(String code) {
        closed = code;
    }

    synchronized String closed() {
        return closed;
    }

    synchronized List<String> received() {
        return List.copyOf(received);
    }

    synchronized List<String> frames() {
        return List.copyOf(frames);
    }

    synchronized int unconfirmed() {
        return unsaid.size();
    }

    synchronized boolean here() {
        return here;
    }
}
