// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.lib.router.Candidate;
import live.lib.router.LongestIdleFirst;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.SkillLevel;
import live.lib.router.Strategy;
import live.lib.router.StrategyVersion;
import live.routing.Skill;
import live.routing.WorkId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partner's strategy, asked on a thread of its own, so that whatever it does, routing goes on: when it throws, or does not
 * answer in time, the longest idle agent is chosen. While it still ponders a question nobody waits for it again.
 */
final class GuestStrategy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuestStrategy.class);
    private static final int SLICES = 20;
    private static final Strategy OTHERWISE = new LongestIdleFirst();

    private final live.routing.Strategy service;
    private final StrategyVersion identity;
    private final Duration patience;
    private final TaskHandle thread;
    private final BlockingQueue<Question> questions = new SynchronousQueue<>();
    private @Nullable Question last;
    private volatile String trouble = "";
    private volatile boolean closed;

    private static final class Question {
        final live.routing.Strategy.Contact contact;
        final List<live.routing.Strategy.Candidate> agents;
        final CompletableFuture<long[]> answer = new CompletableFuture<>();

        Question(live.routing.Strategy.Contact contact, List<live.routing.Strategy.Candidate> agents) {
            this.contact = contact;
            this.agents = agents;
        }
    }

    GuestStrategy(live.routing.Strategy service, StrategyVersion identity, Duration patience, Tasks tasks) {
        this.service = service;
        this.patience = patience;
        this.identity = identity;
        thread = tasks.run("routing.strategy." + identity.name(), this::answer);
    }

    StrategyVersion identity() {
        return identity;
    }

    /** The same, on another thread. */
    GuestStrategy another(Tasks tasks) {
        return new GuestStrategy(service, identity, patience, tasks);
    }

    boolean is(live.routing.Strategy other) {
        return service == other;
    }

    /** What is wrong with it at the moment, for administrators; empty if nothing is. */
    String trouble() {
        return trouble;
    }

    private void answer() throws InterruptedException {
        while (!closed) {
            Question question = questions.take();
            try {
                long[] scores = new long[question.agents.size()];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = service.score(question.contact, question.agents.get(i));
                }
                question.answer.complete(scores);
            } catch (Exception | Error e) {
                // Whatever a stranger throws is his trouble alone; who asks hears of it.
                question.answer.completeExceptionally(e);
            }
        }
    }

    /** As the engine of this tenant asks it. */
    Strategy in(TenantId tenant) {
        return new Strategy() {
            @Override
            public String name() {
                return identity.name();
            }

            @Override
            public int version() {
                return identity.version();
            }

            @Override
            public long score(QueueRule queue, Request contact, Candidate agent) {
                return scores(queue, contact, List.of(agent))[0];
            }

            @Override
            public long[] scores(QueueRule queue, Request contact, List<? extends Candidate> agents) {
                long[] scores = agents.isEmpty() ? new long[0] : ask(contact(tenant, queue, contact), agents);
                return scores == null ? OTHERWISE.scores(queue, contact, agents) : scores;
            }
        };
    }

    /** Null if it has no answer, or not in time. */
    private synchronized long @Nullable [] ask(
            live.routing.Strategy.Contact contact, List<? extends Candidate> candidates) {
        if (last != null && !last.answer.isDone()) {
            return null;
        }
        Question question = new Question(
                contact, candidates.stream().map(GuestStrategy::candidate).toList());
        try {
            // In slices, so that a pause of the whole machine is not taken for one of the strategy.
            for (int slice = 0; slice < SLICES; slice++) {
                if (last != question && questions.offer(question, patience.toNanos() / SLICES, TimeUnit.NANOSECONDS)) {
                    last = question;
                }
                long[] scores = last == question ? scores(question) : null;
                if (scores != null) {
                    trouble = "";
                    return scores;
                }
            }
            return failed("did not answer within " + patience.toMillis() + " ms", null);
        } catch (ExecutionException e) {
            return failed("failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private long @Nullable [] scores(Question question) throws InterruptedException, ExecutionException {
        try {
            return question.answer.get(patience.toNanos() / SLICES, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        }
    }

    private long @Nullable [] failed(String what, @Nullable Throwable cause) {
        if (trouble.isEmpty()) {
            LOG.error(
                    "code=routing.strategy.failed the strategy {} {}; contacts go to the longest idle agent instead",
                    identity.name(),
                    what,
                    cause);
        }
        trouble = what;
        return null;
    }

    private static live.routing.Strategy.Contact contact(TenantId tenant, QueueRule queue, Request request) {
        Memo memo = Memo.of(request.work(), request.memo());
        Map<UUID, Integer> needed = new HashMap<>();
        for (List<SkillLevel> skills : List.of(queue.skills(), request.skills())) {
            skills.forEach(skill -> needed.merge(UUID.fromString(skill.skill()), skill.level(), Math::max));
        }
        Set<Skill> skills = new HashSet<>();
        needed.forEach((skill, level) -> skills.add(new Skill(new SkillId(skill), level)));
        return new live.routing.Strategy.Contact(
                tenant,
                new QueueId(queue.id()),
                new WorkId(request.work()),
                memo.interaction(),
                request.medium(),
                skills,
                request.priority(),
                Instant.ofEpochMilli(request.enqueuedAt()),
                memo.attributes());
    }

    private static live.routing.Strategy.Candidate candidate(Candidate agent) {
        List<Skill> skills = new ArrayList<>();
        agent.skills().forEach(skill -> skills.add(new Skill(SkillId.of(skill.skill()), skill.level())));
        return new live.routing.Strategy.Candidate(
                new UserId(agent.id()),
                Instant.ofEpochMilli(agent.idleSince()),
                agent.load(),
                agent.capacity(),
                agent.served(),
                Set.copyOf(skills));
    }

    @Override
    public void close() {
        closed = true;
        thread.close();
    }
}
