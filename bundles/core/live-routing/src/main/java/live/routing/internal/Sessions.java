// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.lib.router.Input;
import live.routing.AgentDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which agents' desks are heard of: those with a browser at the push socket. An agent who is gone for longer than a page
 * takes to load becomes unreachable; one who comes back gets work again. Who never opened a socket, as a program with a
 * token, is taken to be there. Thread-safe.
 */
final class Sessions {
    /** Longer than reloading a page takes. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Domains domains;
    private final Tasks tasks;
    private final Map<Desk, Integer> open = new ConcurrentHashMap<>();

    private record Desk(TenantId tenant, UserId agent) {}

    Sessions(Domains domains, Tasks tasks) {
        this.domains = domains;
        this.tasks = tasks;
    }

    void opened(TenantId tenant, UserId agent) {
        open.merge(new Desk(tenant, agent), 1, Integer::sum);
        heard(tenant, agent);
    }

    void closed(TenantId tenant, UserId agent) {
        Desk desk = new Desk(tenant, agent);
        Integer left = open.computeIfPresent(desk, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        if (left == null) {
            tasks.after("routing.session", GRACE, () -> {
                if (!open.containsKey(desk)) {
                    send(tenant, new Input.SessionLost(agent.value()));
                }
            });
        }
    }

    /** The agent did something: he is there. */
    void heard(TenantId tenant, UserId agent) {
        DeskState state = domains.domain(tenant).desks().of(agent);
        if (state.presence() != AgentDesk.Presence.SIGNED_OUT && !state.reachable()) {
            send(tenant, new Input.SignIn(agent.value()));
        }
    }

    /** A domain runs again, and has forgotten who is there. */
    void started(RoutingDomain domain) {
        open.keySet().stream()
                .filter(desk -> desk.tenant().equals(domain.tenant()))
                .forEach(desk -> heard(desk.tenant(), desk.agent()));
    }

    private void send(TenantId tenant, Input input) {
        domains.domain(tenant).send(input).whenComplete((outcome, failure) -> {
            if (failure != null) {
                LOG.debug("Not told to routing, which will look again when it runs", failure);
            }
        });
    }
}
