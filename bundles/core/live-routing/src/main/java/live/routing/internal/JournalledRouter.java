// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.TenantId;
import live.lib.router.Input;
import live.lib.router.Request;
import live.lib.router.SkillLevel;
import live.lib.router.View;
import live.routing.Outcome;
import live.routing.Postponement;
import live.routing.ReservationId;
import live.routing.Router;
import live.routing.Target;
import live.routing.WorkId;
import live.routing.WorkRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The router: turns requests into the engine's words. What is written to the journal needs nothing beside it. */
@Component
public final class JournalledRouter implements Router {
    private static final int LONGEST_MEDIUM = 50;
    static final Outcome.Refused NO_MEDIUM =
            new Outcome.Refused("routing.request.invalid", "The medium's name is empty or too long.");
    private static final int MOST_ATTRIBUTES = 4_000;
    /** Before anything can wait: by no clock is that still to come. */
    private static final long AT_ONCE = 0;

    private final Domains domains;
    private final QueueBook queues;
    private final Rests rests;

    @Activate
    public JournalledRouter(@Reference Domains domains, @Reference QueueBook queues, @Reference Rests rests) {
        this.domains = domains;
        this.queues = queues;
        this.rests = rests;
    }

    @Override
    public CompletionStage<Outcome> submit(WorkId work, WorkRequest request) {
        Optional<String> wrong = wrong(request);
        if (wrong.isPresent()) {
            return invalid(wrong.get());
        }
        RoutingDomain domain = domains.domain(request.tenant());
        return domain.send(new Input.Submit(engineRequest(work, request, request.queue())))
                .thenCompose(outcome -> {
                    // A contact never stays outside because its queue was deleted: somebody has to see it.
                    if (outcome == live.lib.router.Outcome.UNKNOWN_QUEUE) {
                        return domain.send(new Input.Submit(engineRequest(work, request, QueueId.UNSORTED)));
                    }
                    return CompletableFuture.completedFuture(outcome);
                })
                .thenApply(Answers::of);
    }

    private static Optional<String> wrong(WorkRequest request) {
        if (!isMedium(request.medium())) {
            return Optional.of(NO_MEDIUM.reason());
        }
        int attributes = request.attributes().entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (attributes > MOST_ATTRIBUTES) {
            return Optional.of("The attributes are longer than " + MOST_ATTRIBUTES + " characters.");
        }
        return request.enqueuedAt().isBefore(Instant.EPOCH)
                ? Optional.of("It cannot have waited since before 1970.")
                : Optional.empty();
    }

    static boolean isMedium(String medium) {
        return !medium.isBlank() && medium.length() <= LONGEST_MEDIUM;
    }

    @Override
    public CompletionStage<Outcome> submit(
            WorkId work, WorkRequest request, ReservationId reservation, boolean preview) {
        Optional<String> wrong = wrong(request);
        return wrong.isPresent()
                ? invalid(wrong.get())
                : send(
                        request.tenant(),
                        new Input.SubmitReserved(
                                engineRequest(work, request, request.queue()), reservation.value(), preview));
    }

    private static CompletionStage<Outcome> invalid(String why) {
        return CompletableFuture.completedFuture(new Outcome.Refused("routing.request.invalid", why));
    }

    @Override
    public CompletionStage<Outcome> reserve(
            TenantId tenant, ReservationId id, Target target, String medium, Duration lease) {
        if (!isMedium(medium)) {
            return CompletableFuture.completedFuture(NO_MEDIUM);
        }
        if (lease.isNegative() || lease.isZero() || lease.compareTo(LONGEST_LEASE) > 0) {
            return invalid("Nobody is held longer than " + LONGEST_LEASE.toSeconds() + " seconds.");
        }
        long until = domains.clock().instant().plus(lease).toEpochMilli();
        return reserveInput(id, target, medium, until)
                .map(input -> send(tenant, input))
                .orElseGet(() -> unsupported(target));
    }

    private static Optional<Input> reserveInput(ReservationId id, Target target, String medium, long until) {
        UUID unsorted = QueueId.UNSORTED.value();
        if (target instanceof Target.Agent agent) {
            return Optional.of(new Input.Reserve(
                    id.value(), unsorted, List.of(), medium, agent.agent().value(), until));
        }
        if (target instanceof Target.Queue queue) {
            return Optional.of(new Input.Reserve(id.value(), queue.queue().value(), List.of(), medium, null, until));
        }
        if (target instanceof Target.SkillGroup group) {
            List<SkillLevel> skills = List.of(new SkillLevel(group.skill().toString(), group.level()));
            return Optional.of(new Input.Reserve(id.value(), unsorted, skills, medium, null, until));
        }
        return Optional.empty();
    }

    private static CompletionStage<Outcome> unsupported(Target target) {
        return CompletableFuture.completedFuture(new Outcome.Refused(
                "routing.target.unsupported",
                "Work cannot be sent to " + target.getClass().getSimpleName()));
    }

    @Override
    public CompletionStage<Outcome> release(TenantId tenant, ReservationId id) {
        return send(tenant, new Input.Release(id.value()));
    }

    private Request engineRequest(WorkId work, WorkRequest request, QueueId queue) {
        long now = domains.clock().millis();
        long waitForPreferred =
                request.preferredAgent().isEmpty() ? 0 : queues.preferredAgentSeconds(request.tenant(), queue) * 1_000L;
        return new Request(
                work.value(),
                queue.value(),
                request.medium(),
                1,
                Rulebook.levels(request.skills()),
                request.priority(),
                uuid(request.preferredAgent().map(agent -> agent.value())),
                now + waitForPreferred,
                uuid(request.requiredAgent().map(agent -> agent.value())),
                request.enqueuedAt().toEpochMilli(),
                request.notBefore().map(Instant::toEpochMilli).orElse(AT_ONCE),
                request.deadline().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE),
                new Memo(request.interaction(), request.attributes()).text(work));
    }

    @SuppressWarnings("NullAway") // the engine's word for nobody
    private static UUID uuid(Optional<UUID> id) {
        return id.orElse(null);
    }

    @Override
    public CompletionStage<Outcome> cancel(TenantId tenant, WorkId work, String reason) {
        return send(tenant, new Input.Cancel(work.value(), reason));
    }

    @Override
    public CompletionStage<Outcome> transfer(TenantId tenant, WorkId work, Target target) {
        return transferInput(null, work, target)
                .map(input -> send(tenant, input))
                .orElseGet(() -> unsupported(target));
    }

    /** The engine's form of a transfer by an agent, or by the platform; empty if agents do not work there. */
    static Optional<Input> transferInput(@org.jspecify.annotations.Nullable UUID by, WorkId work, Target target) {
        if (target instanceof Target.Agent agent) {
            return Optional.of(new Input.Transfer(
                    by, work.value(), null, List.of(), agent.agent().value(), true, 0));
        }
        if (target instanceof Target.Queue queue) {
            return Optional.of(
                    new Input.Transfer(by, work.value(), queue.queue().value(), List.of(), null, false, 0));
        }
        if (target instanceof Target.SkillGroup group) {
            List<SkillLevel> skills = new ArrayList<>();
            skills.add(new SkillLevel(group.skill().toString(), group.level()));
            return Optional.of(new Input.Transfer(by, work.value(), null, skills, null, false, 0));
        }
        return Optional.empty();
    }

    @Override
    public CompletionStage<Outcome> move(TenantId tenant, WorkId work, InteractionId interaction, String medium) {
        if (!isMedium(medium)) {
            return CompletableFuture.completedFuture(NO_MEDIUM);
        }
        RoutingDomain domain = domains.domain(tenant);
        return domain.ask(view -> view.work(work.value()).map(View.WorkState::request))
                .thenCompose(request -> request.isEmpty()
                        ? CompletableFuture.completedFuture(live.lib.router.Outcome.GONE)
                        : domain.send(moved(request.get(), interaction, medium)))
                .thenApply(Answers::of);
    }

    private static Input moved(Request request, InteractionId interaction, String medium) {
        WorkId work = new WorkId(request.work());
        Memo memo = Memo.of(request.work(), request.memo());
        return new Input.Move(
                request.work(), medium, request.units(), new Memo(interaction, memo.attributes()).text(work));
    }

    @Override
    public CompletionStage<Outcome> postpone(TenantId tenant, WorkId work, Postponement postponement) {
        return rests.postpone(tenant, null, work, postponement);
    }

    @Override
    public CompletionStage<Outcome> wake(TenantId tenant, WorkId work, Instant since) {
        return rests.wake(tenant, work, since);
    }

    private CompletionStage<Outcome> send(TenantId tenant, Input input) {
        return domains.domain(tenant).send(input).thenApply(Answers::of);
    }
}
