// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.directory.User;
import live.lib.router.AgentRule;
import live.lib.router.Input;
import live.lib.router.Invitation;
import live.lib.router.Units;
import live.lib.router.View;
import live.routing.AgentDesk;
import live.routing.Outcome;
import live.routing.Participant;
import live.routing.WorkId;
import live.routing.internal.store.Capacities;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.Queues;
import live.routing.internal.store.WrapUpCodes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What supervisors and administrators see and do. Answers are as of the newest commit. Thread-safe. */
@Component(service = Overview.class)
public final class Overview {
    private final Domains domains;
    private final QueueBook book;

    /**
     * How a domain does.
     *
     * @param holds whether this node decides
     * @param sequence of the newest committed entry
     * @param ring commands that wait for the writer
     * @param differing entries that the last recovery decided otherwise than they are recorded
     */
    public record Status(TenantId tenant, boolean available, boolean holds, long sequence, int ring, long differing) {}

    @Activate
    public Overview(@Reference Domains domains, @Reference QueueBook book) {
        this.domains = domains;
        this.book = book;
    }

    public List<Status> status() {
        return domains.tenants().stream()
                .map(domains::domain)
                .map(domain -> new Status(
                        domain.tenant(),
                        domain.available(),
                        domain.holds(),
                        domain.sequence(),
                        domain.waiting(),
                        domain.differing()))
                .toList();
    }

    public CompletionStage<List<View.QueueState>> queues(TenantId tenant) {
        return domains.domain(tenant).ask(View::queues);
    }

    public CompletionStage<List<View.AgentState>> agents(TenantId tenant) {
        return domains.domain(tenant).ask(View::agents);
    }

    /** Changes whenever the desk of any agent may have. */
    public long deskUpdates(TenantId tenant) {
        return domains.domain(tenant).desks().updates();
    }

    /** The desks of all agents whom routing knows, as of the newest commit; empty while it does not run. */
    public Optional<Map<UUID, DeskState>> desks(TenantId tenant) {
        RoutingDomain domain = domains.domain(tenant);
        return domain.available() ? Optional.of(domain.desks().all()) : Optional.empty();
    }

    /**
     * A piece of work.
     *
     * @param interaction of the contact, also of an invitation to it
     * @param participants who takes part in it beside its owner, or is asked to
     */
    public record Seen(View.WorkState work, UUID interaction, List<Participant> participants) {
        static Seen of(View view, View.WorkState work) {
            View.WorkState contact = Participation.contact(view, work);
            return new Seen(work, Overview.interaction(contact), Participation.participants(view, work));
        }

        /** As an agent sees it: who reads along is seen by himself alone. Empty if it is about nobody else. */
        public Optional<Seen> seenBy(UserId agent) {
            Invitation invitation = work.invitation();
            boolean hidden = invitation != null
                    && invitation.role() == live.lib.router.Role.MONITOR
                    && !agent.value().equals(work.agent());
            return hidden
                    ? Optional.empty()
                    : Optional.of(new Seen(work, interaction, Participation.seenBy(agent.value(), participants)));
        }
    }

    /** What waits in a queue, invitations included, best claims first. */
    public CompletionStage<List<Seen>> waiting(TenantId tenant, QueueId queue, int limit) {
        return domains.domain(tenant).ask(view -> view.waiting(queue.value(), limit).stream()
                .map(work -> Seen.of(view, work))
                .toList());
    }

    public CompletionStage<Optional<Seen>> work(TenantId tenant, WorkId work) {
        return domains.domain(tenant).ask(view -> view.work(work.value()).map(found -> Seen.of(view, found)));
    }

    /**
     * Why a contact was offered to whom it was, and why it waits if it does. Decides again what the journal holds of it,
     * in the caller's thread. Empty if the journal does not tell of it, or no longer.
     */
    public Optional<Hindsight.Explained> explain(TenantId tenant, WorkId work) {
        return domains.hindsight().explain(tenant, work.value());
    }

    /** Decides a stretch of the journal again, from the snapshot before {@code from} to {@code to}, and compares. */
    public Hindsight.Compared replay(TenantId tenant, long from, long to) {
        return domains.hindsight().replay(tenant, from, to);
    }

    /** What would become of contacts with other people, rules or volume. */
    public WhatIf whatIf() {
        return domains.whatIf();
    }

    /** What is configured, in the engine's words, but of these queues what they say here. */
    public Rulebook rulebook(TenantId tenant, List<QueueDefinition> changed) {
        return domains.rulebook(tenant, changed);
    }

    /** The newest committed entry. */
    public long sequence(TenantId tenant) {
        return domains.domain(tenant).sequence();
    }

    /** How queues may choose among agents. */
    public Strategies strategies() {
        return domains.strategies();
    }

    public List<String> reasons() {
        return domains.settings().reasons();
    }

    public Queues queueTable() {
        return domains.queues();
    }

    /** How contacts may end. */
    public WrapUpCodes wrapUpCodes() {
        return domains.wrapUpCodes();
    }

    /** What single agents handle at once. */
    public Capacities capacities() {
        return domains.capacities();
    }

    /** What everybody handles at once of whom nothing else is said. */
    public List<Units> standardCapacity() {
        return domains.settings().capacity();
    }

    /** The engine hears at once what an agent handles now; if it cannot, it will when it runs again. */
    public CompletionStage<Boolean> define(User agent) {
        domains.rulesChanged(agent.tenant());
        if (!agent.active()) {
            return CompletableFuture.completedFuture(false);
        }
        AgentRule rule =
                Rulebook.rule(agent, domains.settings(), domains.capacities().of(agent.tenant(), agent.id()));
        return domains.domain(agent.tenant())
                .send(new Input.DefineAgent(rule))
                .handle((outcome, failure) -> failure == null);
    }

    public Set<UUID> queueIds(TenantId tenant) {
        return domains.queues().all(tenant).stream()
                .map(queue -> queue.id().value())
                .collect(Collectors.toSet());
    }

    /** A queue was added or changed. */
    public void queuesChanged(TenantId tenant) {
        book.changed(tenant);
    }

    /** The engine hears of the queue at once; if it cannot now, it will when it runs again. */
    public CompletionStage<Boolean> define(QueueDefinition queue) {
        return domains.domain(queue.tenant())
                .send(domains.definition(queue))
                .handle((outcome, failure) -> failure == null);
    }

    /** The engine gives the queue up, if nothing is in it. */
    public CompletionStage<Outcome> closeQueue(TenantId tenant, QueueId queue) {
        return send(tenant, new Input.RemoveQueue(queue.value()));
    }

    /** A supervisor gives the work to an agent, whoever has it. */
    public CompletionStage<Outcome> reassign(TenantId tenant, WorkId work, UserId agent) {
        return send(tenant, new Input.Reassign(work.value(), agent.value()));
    }

    /** A supervisor makes somebody the owner who takes part in the contact, whoever has it. */
    public CompletionStage<Outcome> handOver(TenantId tenant, WorkId contact, UserId to) {
        return send(tenant, new Input.HandOver(null, contact.value(), to.value()));
    }

    public CompletionStage<Outcome> prioritise(TenantId tenant, WorkId work, int priority) {
        return send(tenant, new Input.Prioritise(work.value(), priority));
    }

    /** A supervisor sets an agent who is signed in ready or not ready, or signs him out. */
    public CompletionStage<Outcome> force(TenantId tenant, UserId agent, AgentDesk.Presence presence, String reason) {
        return send(
                tenant,
                presence == AgentDesk.Presence.SIGNED_OUT
                        ? new Input.SignOut(agent.value())
                        : new Input.SetPresence(agent.value(), presence == AgentDesk.Presence.READY, reason));
    }

    /** Writes a snapshot now. */
    public long snapshot(TenantId tenant) {
        return domains.domain(tenant).snapshot();
    }

    private CompletionStage<Outcome> send(TenantId tenant, Input input) {
        return domains.domain(tenant).send(input).thenApply(Answers::of);
    }

    /** The interaction of a contact. */
    public static UUID interaction(View.WorkState contact) {
        return Memo.interaction(contact.request().work(), contact.request().memo());
    }
}
