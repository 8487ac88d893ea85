// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.lib.router.Input;
import live.lib.router.Outcome;
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
    /** Desks that are gone while routing could not be told. */
    private final Set<Desk> gone = ConcurrentHashMap.newKeySet();

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
            tasks.after("routing.session", GRACE, () -> lost(desk));
        }
    }

    private void lost(Desk desk) {
        if (open.containsKey(desk)) {
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

    /** The agent did something: he is there. */
    void heard(TenantId tenant, UserId agent) {
        DeskState state = domains.domain(tenant).desks().of(agent);
        if (state.presence() != AgentDesk.Presence.SIGNED_OUT && !state.reachable()) {
            send(tenant, new Input.SignIn(agent.value())).whenComplete((outcome, failure) -> {
                if (failure != null) {
                    LOG.debug("Routing is told when it runs again", failure);
                }
            });
        }
    }

    /** A domain runs again: it has forgotten who is there, or has not heard who came and went meanwhile. */
    void started(RoutingDomain domain) {
        open.keySet().stream()
                .filter(desk -> desk.tenant().equals(domain.tenant()))
                .forEach(desk -> heard(desk.tenant(), desk.agent()));
        gone.stream().filter(desk -> desk.tenant().equals(domain.tenant())).forEach(this::lost);
    }

    private CompletionStage<Outcome> send(TenantId tenant, Input input) {
        return domains.domain(tenant).send(input);
    }
}
