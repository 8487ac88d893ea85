// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.router.Input;
import live.lib.router.Phase;
import live.lib.router.Request;
import live.lib.router.View;
import live.routing.Outcome;
import live.routing.Postponement;
import live.routing.WorkId;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts that are put to rest until a time. Thread-safe. */
@Component(service = Rests.class)
public final class Rests {
    /** Nothing rests longer. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final int LONGEST_REASON = 100;

    private final Domains domains;
    private final QueueBook queues;

    @Activate
    public Rests(@Reference Domains domains, @Reference QueueBook queues) {
        this.domains = domains;
        this.queues = queues;
    }

    /** Whether routing knows a medium: one that is configured, or over which a contact has come. */
    public CompletionStage<Boolean> knowsMedium(TenantId tenant, String medium) {
        return domains.domain(tenant).ask(view -> view.knowsMedium(medium));
    }

    /** @param by who has it; null = it is put to rest whoever has it */
    CompletionStage<Outcome> postpone(TenantId tenant, @Nullable UUID by, WorkId work, Postponement wish) {
        Instant now = domains.clock().instant();
        Instant until = wish.until().filter(now::isBefore).orElse(Instant.EPOCH);
        if (until.isAfter(now.plus(LONGEST)) || wish.reason().length() > LONGEST_REASON) {
            return refused("Nothing rests longer than a year, and a reason is at most 100 characters long.");
        }
        if (wish.alone() && wish.agent().isEmpty()) {
            return refused("Who is it that it shall wait for alone?");
        }
        if (wish.medium().isPresent()
                && !JournalledRouter.isMedium(wish.medium().get())) {
            return CompletableFuture.completedFuture(JournalledRouter.NO_MEDIUM);
        }
        RoutingDomain domain = domains.domain(tenant);
        return queue(domain, work, wish)
                .thenCompose(queue -> domain.send(new Input.Postpone(
                        by,
                        work.value(),
                        until.toEpochMilli(),
                        wish.medium().orElse(null),
                        wish.agent().map(UserId::value).orElse(null),
                        wish.alone(),
                        preferredUntil(tenant, queue, until.isAfter(now) ? until : now, wish),
                        wish.notReached(),
                        wish.reason())))
                .thenApply(Answers::of);
    }

    private static CompletionStage<Outcome> refused(String why) {
        return CompletableFuture.completedFuture(new Outcome.Refused("routing.request.invalid", why));
    }

    /** Where the contact is, as far as that is needed. */
    private static CompletionStage<QueueId> queue(RoutingDomain domain, WorkId work, Postponement wish) {
        return wish.agent().isEmpty() || wish.alone()
                ? CompletableFuture.completedFuture(QueueId.UNSORTED)
                : domain.ask(view -> view.work(work.value())
                        .map(state -> new QueueId(state.request().queue()))
                        .orElse(QueueId.UNSORTED));
    }

    private long preferredUntil(TenantId tenant, QueueId queue, Instant from, Postponement wish) {
        return wish.agent().isEmpty()
                ? 0
                : from.plusSeconds(queues.preferredAgentSeconds(tenant, queue)).toEpochMilli();
    }

    CompletionStage<Outcome> wake(TenantId tenant, WorkId work, Instant since) {
        RoutingDomain domain = domains.domain(tenant);
        return domain.ask(view -> view.work(work.value())
                        .filter(state -> state.phase() == Phase.SCHEDULED)
                        .isPresent())
                .thenCompose(rests -> rests
                        ? domain.send(new Input.Wake(work.value(), since.toEpochMilli()))
                        : CompletableFuture.completedFuture(live.lib.router.Outcome.DONE))
                .thenApply(Answers::of);
    }

    /**
     * What rests until a time: of a queue, for an agent, or all; by time, at most so many after a place in that order.
     *
     * @param fits what is told and counted; asked on the writer's thread, so it answers at once
     */
    public CompletionStage<View.Scheduled> scheduled(
            TenantId tenant,
            @Nullable UUID queue,
            @Nullable UUID agent,
            Predicate<Request> fits,
            View.@Nullable Due after,
            int limit) {
        return domains.domain(tenant).ask(view -> view.scheduled(queue, agent, fits, after, limit));
    }
}
