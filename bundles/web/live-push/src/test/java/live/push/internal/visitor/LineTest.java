// SPDX-License-Identifier: Apache-2.0
package live.push.internal.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import live.core.TenantId;
import live.core.visitor.Visitor;
import live.core.visitor.VisitorDoor.Admitted;
import live.core.visitor.VisitorId;
import live.core.visitor.VisitorLine;
import live.core.visitor.VisitorService;
import live.push.internal.Outbox;
import org.junit.jupiter.api.Test;

/** A line, the services on it, and a wire that is told what to do. */
class LineTest {
    private final List<String> frames = new ArrayList<>();
    private final List<Consumer<Boolean>> underway = new ArrayList<>();
    private final AtomicReference<String> hungUp = new AtomicReference<>("");
    private final Outbox outbox = new Outbox(
            3,
            10_000,
            (frame, sent) -> {
                frames.add(frame);
                underway.add(sent);
            },
            () -> hungUp.set("too slow"));
    private final Line line = new Line(
            new Admitted(new Visitor(TenantId.DEFAULT, VisitorId.next(), "shop"), "token", Set.of("chat"), "{}"),
            outbox,
            hungUp::set);

    /** Keeps what it hears. */
    private static final class Echo implements VisitorService {
        private final String name;
        private final List<String> heard = new ArrayList<>();
        private final List<VisitorLine> open = new ArrayList<>();
        private boolean closed;

        Echo(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Ear open(VisitorLine line) {
            open.add(line);
            return new Ear() {
                @Override
                public void hear(String frame, String json) {
                    if (frame.equals("evil")) {
                        throw new IllegalArgumentException("evil");
                    }
                    if (frame.equals("bug")) {
                        throw new IllegalStateException("bug");
                    }
                    heard.add(frame + json);
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }

    private void flush() {
        while (!underway.isEmpty()) {
            underway.remove(0).accept(true);
        }
    }

    @Test
    void only_what_the_branch_has_switched_on_is_served() {
        Echo chat = new Echo("chat");
        Echo video = new Echo("video");
        line.begin(List.of(chat, video));
        line.say("video", "x", "{}");
        line.say("chat", "x", "{}");
        assertThat(video.open).isEmpty();
        assertThat(chat.heard).containsExactly("x{}");
        flush();
        assertThat(frames.get(0)).contains("\"welcome\"").contains("\"token\"");
        assertThat(frames.get(1)).isEqualTo(VisitorFrames.come("chat"));
    }

    @Test
    void a_service_that_leaves_hears_and_says_nothing_more() {
        Echo chat = new Echo("chat");
        line.begin(List.of(chat));
        flush();
        line.gone(chat);
        flush();
        CompletionStage<Void> late = chat.open.get(0).send("late", "{}");
        line.say("chat", "x", "{}");
        assertThat(late.toCompletableFuture()).isCompletedExceptionally();
        assertThat(chat.heard).isEmpty();
        assertThat(chat.closed).isTrue();
        assertThat(frames).last().isEqualTo(VisitorFrames.gone("chat"));
    }

    @Test
    void what_no_page_says_ends_the_line_and_a_bug_does_not() {
        line.begin(List.of(new Echo("chat")));
        line.say("chat", "bug", "{}");
        assertThat(hungUp.get()).isEmpty();
        line.say("chat", "evil", "{}");
        assertThat(hungUp.get()).isEqualTo("frame.invalid");
    }

    @Test
    void a_frame_is_sent_when_it_has_left_and_lost_when_the_line_breaks() {
        Echo chat = new Echo("chat");
        line.begin(List.of(chat));
        flush();
        CompletionStage<Void> first = chat.open.get(0).send("one", "{}");
        CompletionStage<Void> second = chat.open.get(0).send("two", "{}");
        assertThat(first.toCompletableFuture()).isNotDone();
        underway.remove(0).accept(true);
        assertThat(first.toCompletableFuture()).isCompleted();
        line.leave();
        assertThat(second.toCompletableFuture()).isNotCompleted();
        underway.remove(0).accept(false);
        assertThat(second.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void who_reads_too_slowly_is_given_up() {
        Echo chat = new Echo("chat");
        line.begin(List.of(chat));
        for (int i = 0; i < 10; i++) {
            chat.open.get(0).send("more", "{}");
        }
        assertThat(hungUp.get()).isEqualTo("too slow");
    }

    @Test
    void a_pace_allows_some_at_once_and_so_many_a_second() {
        long second = 1_000_000_000L;
        Pace pace = new Pace(2, 5, 0);
        for (int i = 0; i < 5; i++) {
            assertThat(pace.allows(0)).isTrue();
        }
        assertThat(pace.allows(0)).isFalse();
        assertThat(pace.allows(second)).isTrue();
        assertThat(pace.allows(second)).isTrue();
        assertThat(pace.allows(second)).isFalse();
        assertThat(pace.allows(100 * second)).isTrue();
    }

    @Test
    void frames_are_read_whatever_they_hold() {
        assertThat(VisitorFrames.read("")).isEmpty();
        assertThat(VisitorFrames.read("{}{}")).isEmpty();
        assertThat(VisitorFrames.read("[".repeat(5_000))).isEmpty();
        assertThat(VisitorFrames.read("{\"a\":".repeat(100) + "1" + "}".repeat(100)))
                .isEmpty();
        assertThat(VisitorFrames.read("{\"t\":\"say\",\"name\":\"" + "x".repeat(33) + "\"}"))
                .isEmpty();
        assertThat(VisitorFrames.read("{\"t\":7}"))
                .get()
                .extracting(VisitorFrames.Said::data)
                .isEqualTo("null");
    }
}
