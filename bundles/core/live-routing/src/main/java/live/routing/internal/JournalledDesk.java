// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import live.core.InteractionId;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.lib.router.Input;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.OfferId;
import live.routing.Outcome;
import live.routing.Postponement;
import live.routing.Role;
import live.routing.Skill;
import live.routing.Target;
import live.routing.WorkId;
import live.security.SessionEnd;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The agents' desk in front of the engine. */
@Component(service = {AgentDesk.class, JournalledDesk.class})
public final class JournalledDesk implements AgentDesk {
    private final Domains domains;
    private final Rests rests;
    private final Attendance attendance;
    private final AutoCloseable starts;

    @Activate
    public JournalledDesk(@Reference Domains domains, @Reference Rests rests, @Reference Tasks tasks) {
        this.domains = domains;
        this.rests = rests;
        attendance = new Attendance(domains, tasks);
        starts = domains.onStart(attendance::started);
    }

    @Deactivate
    void stop() throws Exception {
        starts.close();
        attendance.close();
    }

    @Override
    public CompletionStage<Outcome> presence(TenantId tenant, UserId agent, Presence presence, String reason) {
        attendance.decided(tenant, agent);
        if (presence == Presence.SIGNED_OUT) {
            return send(tenant, new Input.SignOut(agent.value()));
        }
        boolean ready = presence == Presence.READY;
        Input set = new Input.SetPresence(agent.value(), ready, ready ? "" : reason);
        Input signIn = new Input.SignIn(agent.value());
        RoutingDomain domain = domains.domain(tenant);
        // What he wants first, and only then that he is there: otherwise somebody who says "not ready" got an offer.
        return domain.send(set)
                .thenCompose(outcome -> outcome == live.lib.router.Outcome.NOT_SIGNED_IN
                        ? domain.send(signIn).thenCompose(signedIn -> domain.send(set))
                        : domain.send(signIn))
                .thenApply(Answers::of);
    }

    @Override
    public CompletionStage<Outcome> accept(TenantId tenant, UserId agent, OfferId offer) {
        return send(tenant, new Input.Accept(agent.value(), OfferIds.number(offer)));
    }

    @Override
    public CompletionStage<Outcome> decline(TenantId tenant, UserId agent, OfferId offer, String reason) {
        return send(tenant, new Input.Decline(agent.value(), OfferIds.number(offer), reason));
    }

    @Override
    public CompletionStage<Outcome> finish(TenantId tenant, UserId agent, WorkId work) {
        return send(tenant, new Input.Finish(agent.value(), work.value()));
    }

    @Override
    public CompletionStage<Outcome> wrapUp(TenantId tenant, UserId agent, WorkId work, String code) {
        return send(tenant, new Input.WrapUp(agent.value(), work.value(), code));
    }

    @Override
    public CompletionStage<Outcome> postpone(TenantId tenant, UserId agent, WorkId work, Postponement postponement) {
        return rests.postpone(tenant, agent.value(), work, postponement);
    }

    @Override
    public CompletionStage<Outcome> pull(TenantId tenant, UserId agent, WorkId work) {
        return send(tenant, new Input.Pull(agent.value(), work.value()));
    }

    /** The owner gives work away. */
    public CompletionStage<Outcome> transfer(TenantId tenant, UserId agent, WorkId work, Target target) {
        return JournalledRouter.transferInput(agent.value(), work, target)
                .map(input -> send(tenant, input))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new Outcome.Refused("routing.target.unsupported", "Work cannot be sent there.")));
    }

    @Override
    public CompletionStage<Outcome> invite(
            TenantId tenant,
            UserId owner,
            WorkId contact,
            WorkId invitation,
            Role role,
            Target target,
            Duration patience) {
        long until = domains.clock().millis() + patience.toMillis();
        boolean known =
                target instanceof Target.Agent || target instanceof Target.Queue || target instanceof Target.SkillGroup;
        if (!known) {
            return CompletableFuture.completedFuture(
                    new Outcome.Refused("routing.target.unsupported", "Nobody can be invited from there."));
        }
        return send(
                tenant,
                new Input.Invite(
                        owner.value(),
                        contact.value(),
                        invitation.value(),
                        Participation.role(role),
                        target instanceof Target.Queue queue ? queue.queue().value() : null,
                        target instanceof Target.SkillGroup group
                                ? Rulebook.levels(Set.of(new Skill(group.skill(), group.level())))
                                : List.of(),
                        target instanceof Target.Agent agent ? agent.agent().value() : null,
                        until));
    }

    @Override
    public CompletionStage<Outcome> withdraw(TenantId tenant, UserId by, WorkId invitation) {
        return send(tenant, new Input.Withdraw(by.value(), invitation.value()));
    }

    @Override
    public CompletionStage<Outcome> changeRole(TenantId tenant, UserId by, WorkId invitation, Role role) {
        return send(tenant, new Input.ChangeRole(by.value(), invitation.value(), Participation.role(role)));
    }

    @Override
    public CompletionStage<Outcome> handOver(TenantId tenant, UserId owner, WorkId contact, UserId to) {
        return send(tenant, new Input.HandOver(owner.value(), contact.value(), to.value()));
    }

    /** A supervisor takes part in a contact, without being asked. */
    public CompletionStage<Outcome> join(
            TenantId tenant, UserId supervisor, WorkId contact, WorkId invitation, Role role) {
        return send(
                tenant,
                new Input.Join(supervisor.value(), contact.value(), invitation.value(), Participation.role(role)));
    }

    @Override
    public Optional<Role> role(TenantId tenant, UserId agent, InteractionId interaction) {
        return assignments(tenant, agent).stream()
                .filter(assignment -> assignment.interaction().equals(interaction))
                .map(Assignment::role)
                .findFirst();
    }

    @Override
    public List<Offer> offers(TenantId tenant, UserId agent) {
        return state(tenant, agent).offers();
    }

    @Override
    public List<Assignment> assignments(TenantId tenant, UserId agent) {
        return state(tenant, agent).assignments();
    }

    /** All that an agent has, after the newest commit. */
    public DeskState state(TenantId tenant, UserId agent) {
        return domains.domain(tenant).desks().of(agent);
    }

    /** Calls back with each new state until closed. */
    public AutoCloseable watch(TenantId tenant, UserId agent, Consumer<DeskState> watcher) {
        return domains.domain(tenant).desks().watch(agent, watcher);
    }

    /** The agent did something. */
    public void heard(TenantId tenant, UserId agent) {
        attendance.heard(tenant, agent);
    }

    /** A browser of the agent hears of his desk. */
    public void opened(TenantId tenant, UserId agent) {
        attendance.opened(tenant, agent);
    }

    /** It does no longer. */
    public void closed(TenantId tenant, UserId agent) {
        attendance.closed(tenant, agent);
    }

    /** The last session of a user is over. */
    void sessionEnded(TenantId tenant, UserId user, SessionEnd why) {
        if (state(tenant, user).presence() != Presence.SIGNED_OUT) {
            attendance.sessionEnded(tenant, user, why);
        }
    }

    private CompletionStage<Outcome> send(TenantId tenant, Input input) {
        return domains.domain(tenant).send(input).thenApply(Answers::of);
    }
}
