// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.core.cluster.NodeId;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.routing.AgentDesk;
import live.security.SessionEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which agents are at their desks: those with a browser at the push socket. An agent who is gone for longer than a page
 * takes to load becomes unreachable; one who stays away, or whose last session ended, is ready no longer until he comes
 * back. Who never opened a socket, as a program with a token, is taken to be there. Thread-safe.
 */
final class Attendance implements AutoCloseable {
    /** Reasons of agents who were ready, and are again as soon as they come back. */
    static final String BROWSER_GONE = "browser-gone";

    static final String SESSION_ENDED = "session-ended";
    private static final Set<String> GONE = Set.of(BROWSER_GONE, SESSION_ENDED);

    /** Longer than reloading a page takes. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

    private final Domains domains;
    private final Tasks tasks;
    private final TaskHandle looking;
    private final Map<Desk, Integer> open = new ConcurrentHashMap<>();
    /** Desks that are gone while routing could not be told. */
    private final Set<Desk> gone = ConcurrentHashMap.newKeySet();
    /** Desks whose last session ended while routing could not be told. */
    private final Map<Desk, SessionEnd> ended = new ConcurrentHashMap<>();
    /** Since when ready agents are away, by the monotonic clock. Only {@link #look} uses it. */
    private final Map<Desk, Long> away = new ConcurrentHashMap<>();

    /** Desks that are open on other nodes, as of the last time that they were asked. */
    private final Map<NodeId, Set<Desk>> elsewhere = new ConcurrentHashMap<>();

    private final AutoCloseable leaving;
    private final AutoCloseable takeovers;

    record Desk(TenantId tenant, UserId agent) {}

    Attendance(Domains domains, Tasks tasks) {
        this.domains = domains;
        this.tasks = tasks;
        looking = tasks.every("routing.attendance", LOOK, this::look);
        domains.companions().tellDesks(open::keySet);
        leaving = domains.companions().onLeave(this::left);
        takeovers = domains.onTakeOver(this::present);
    }

    @Override
    public void close() throws Exception {
        looking.close();
        leaving.close();
        takeovers.close();
    }

    /** Whose desk is open, on whatever node. */
    private Set<UUID> present(TenantId tenant) {
        return Stream.concat(open.keySet().stream(), elsewhere.values().stream().flatMap(Set::stream))
                .filter(desk -> desk.tenant().equals(tenant))
                .map(desk -> desk.agent().value())
                .collect(Collectors.toSet());
    }

    private boolean isOpen(Desk desk) {
        return open.containsKey(desk) || elsewhere.values().stream().anyMatch(desks -> desks.contains(desk));
    }

    /** Who had his desk open on that node may come back on another one; who does not is gone. */
    private void left(NodeId node) {
        Set<Desk> desks = elsewhere.remove(node);
        if (desks != null && !desks.isEmpty()) {
            tasks.after("routing.session", GRACE, () -> desks.stream()
                    .filter(desk -> domains.domain(desk.tenant()).holds())
                    .forEach(this::lost));
        }
    }

    /** Asks the other nodes; who does not answer is taken to be as before until he is heard of no longer. */
    private void lookElsewhere() {
        Companions companions = domains.companions();
        Set<NodeId> others = companions.others();
        elsewhere.keySet().retainAll(others);
        for (NodeId node : others) {
            companions.desks(node).whenComplete((desks, failure) -> {
                if (failure != null) {
                    LOG.debug("Node {} does not tell which desks are open there", node, failure);
                } else if (companions.hears(node)) {
                    elsewhere.put(node, Set.copyOf(desks));
                }
            });
        }
    }

    void opened(TenantId tenant, UserId agent) {
        open.merge(new Desk(tenant, agent), 1, Integer::sum);
        heard(tenant, agent);
    }

    void closed(TenantId tenant, UserId agent) {
        Desk desk = new Desk(tenant, agent);
        Integer left = open.computeIfPresent(desk, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        if (left == null) {
            tasks.after("routing.session", GRACE, () -> lost(desk));
        }
    }

    private void lost(Desk desk) {
        if (isOpen(desk)) {
            gone.remove(desk);
            return;
        }
        gone.add(desk);
        send(desk.tenant(), new Input.SessionLost(desk.agent().value())).whenComplete((outcome, failure) -> {
            if (failure != null) {
                LOG.debug("Routing is told when it runs again", failure);
                return;
            }
            gone.remove(desk);
            if (open.containsKey(desk)) {
                // He came back when this was on its way already.
                heard(desk.tenant(), desk.agent());
            }
        });
    }

    /** The agent did something: he is there, and ready again if he was when he went. */
    void heard(TenantId tenant, UserId agent) {
        decided(tenant, agent);
        DeskState state = state(tenant, agent);
        if (state.presence() == AgentDesk.Presence.SIGNED_OUT) {
            return;
        }
        if (!state.reachable()) {
            tell(tenant, new Input.SignIn(agent.value()));
        }
        if (GONE.contains(state.reason())) {
            tell(tenant, new Input.SetPresence(agent.value(), true, ""));
        }
    }

    /** The agent says himself whether he is ready: nothing of before is made up for. */
    void decided(TenantId tenant, UserId agent) {
        ended.remove(new Desk(tenant, agent));
    }

    /** The agent's last session is over: who signed out is, and nobody else is ready any more. */
    void sessionEnded(TenantId tenant, UserId agent, SessionEnd why) {
        Desk desk = new Desk(tenant, agent);
        ended.put(desk, why);
        leave(desk, why);
    }

    private void leave(Desk desk, SessionEnd why) {
        UUID agent = desk.agent().value();
        CompletionStage<Outcome> told;
        if (why == SessionEnd.SIGNED_OUT) {
            told = send(desk.tenant(), new Input.SignOut(agent));
        } else {
            CompletionStage<Outcome> lost = send(desk.tenant(), new Input.SessionLost(agent));
            told = state(desk.tenant(), desk.agent()).presence() == AgentDesk.Presence.READY
                    ? send(desk.tenant(), new Input.SetPresence(agent, false, SESSION_ENDED))
                    : lost;
        }
        told.whenComplete((outcome, failure) -> {
            if (failure == null) {
                ended.remove(desk, why);
            }
        });
    }

    /** A domain runs again: it has forgotten who is there, or has not heard who came and went meanwhile. */
    void started(RoutingDomain domain) {
        open.keySet().stream()
                .filter(desk -> desk.tenant().equals(domain.tenant()))
                .forEach(desk -> heard(desk.tenant(), desk.agent()));
        gone.stream().filter(desk -> desk.tenant().equals(domain.tenant())).forEach(this::lost);
    }

    /** Sets those not ready who stay away. The time counts only while they could come back. */
    private void look() {
        lookElsewhere();
        ended.forEach(this::leave);
        open.keySet().forEach(this::claim);
        long now = System.nanoTime();
        for (TenantId tenant : domains.tenants()) {
            RoutingDomain domain = domains.domain(tenant);
            Set<UserId> unheard =
                    domain.available() && domain.holds() ? domain.desks().unheard() : Set.of();
            away.keySet().removeIf(desk -> desk.tenant().equals(tenant) && !unheard.contains(desk.agent()));
            for (UserId agent : unheard) {
                Desk desk = new Desk(tenant, agent);
                long since = away.computeIfAbsent(desk, key -> now);
                if (now - since >= domains.settings().away().toNanos() && !isOpen(desk)) {
                    tell(tenant, new Input.SetPresence(agent.value(), false, BROWSER_GONE));
                }
            }
        }
    }

    /** Another node may have said that nobody is at a desk which is open here. */
    private void claim(Desk desk) {
        DeskState state = state(desk.tenant(), desk.agent());
        if (state.presence() != AgentDesk.Presence.SIGNED_OUT
                && !state.reachable()
                && !state.reason().equals(SESSION_ENDED)
                && !ended.containsKey(desk)) {
            tell(desk.tenant(), new Input.SignIn(desk.agent().value()));
        }
    }

    private DeskState state(TenantId tenant, UserId agent) {
        return domains.domain(tenant).desks().of(agent);
    }

    private void tell(TenantId tenant, Input input) {
        send(tenant, input).whenComplete((outcome, failure) -> {
            if (failure != null) {
                LOG.debug("Routing is told when it runs again", failure);
            }
        });
    }

    private CompletionStage<Outcome> send(TenantId tenant, Input input) {
        return domains.domain(tenant).send(input);
    }
}
