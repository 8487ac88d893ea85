// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.Principal;
import live.core.TenantId;
import live.core.web.Answers;
import live.core.web.Problem;
import live.core.web.Requires;
import live.lib.router.Explanation;
import live.lib.router.Ring;
import live.routing.WorkId;
import live.routing.internal.Hindsight;
import live.routing.internal.Overview;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Why a contact went where it went. */
@Component(service = ExplanationResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("work/{id}/explanation")
@Produces(MediaType.APPLICATION_JSON)
public final class ExplanationResource {
    private static final int AGENTS = 100;

    private final Overview overview;
    private final Oversight oversight;

    /**
     * @param exact whether everything was decided again as it is recorded
     * @param missing strategies, with their versions, that decided then and are not there now: their scores are not known
     * @param steps those that concern the caller; none if the contact never was to be offered to anybody
     */
    public record Explained(UUID work, boolean exact, List<String> missing, List<Step> steps) {}

    /**
     * An offer, or last of all why it waits.
     *
     * @param chosen who was offered it; missing: nobody, it waits
     * @param freed whether he became free and looked for the best claim, and not the contact for the best agent
     * @param ring that it had reached; 1 = the queue itself
     * @param rings the queue's further rings; missing if it has none
     * @param queueVersion of the rules by which it was decided
     * @param closedUntil when the queue opens; missing if it was open, or never opens
     * @param verdicts how many agents got which verdict
     * @param agents the chosen one first, then who suited by score, then the others; at most 100
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            Instant at,
            UUID queue,
            @Nullable UUID chosen,
            boolean freed,
            Instant claim,
            String strategy,
            int strategyVersion,
            long rulesVersion,
            long queueVersion,
            @Nullable Instant closedUntil,
            int ring,
            @Nullable List<RingBody> rings,
            Map<String, Long> verdicts,
            List<Judged> agents) {}

    /**
     * A ring of the queue.
     *
     * @param reached whether it was open to the contact then
     * @param at when it opens by time, or would have; missing: it does not
     * @param waitingContacts that open it; missing: it does not open by the queue's length
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RingBody(int ring, boolean reached, @Nullable Instant at, @Nullable Integer waitingContacts) {}

    /**
     * An agent.
     *
     * @param ring from which on he may take it; missing: in none
     * @param preferredSkills how many of them he has; missing if the queue prefers none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Judged(
            UUID agent,
            String verdict,
            String detail,
            @Nullable Integer ring,
            @Nullable Integer preferredSkills,
            long score) {}

    @Activate
    public ExplanationResource(@Reference Overview overview, @Reference Oversight oversight) {
        this.oversight = oversight;
        this.overview = overview;
    }

    @GET
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(Explained.class)
    public void explain(
            @Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        WorkId work = DeskResource.work(id);
        Principal me = Replies.principal(context);
        Hindsight.Explained found = look(me.tenant(), work)
                .orElseThrow(() -> Problem.notFound(
                        "routing.work.unknown", "The journal does not tell of this contact, or no longer."));
        List<Explanation> mine = found.explanations().stream()
                .filter(step -> oversight.concerns(me, step.queue(), step.chosen()))
                .toList();
        CompletionStage<Void> concerned =
                mine.isEmpty() ? oversight.stillConcerned(me, work) : CompletableFuture.completedFuture(null);
        Replies.answer(
                response,
                concerned,
                known -> new Explained(
                        work.value(),
                        found.exact(),
                        found.missing().stream()
                                .map(strategy -> strategy.name() + " " + strategy.version())
                                .toList(),
                        mine.stream().map(ExplanationResource::step).toList()));
    }

    private Optional<Hindsight.Explained> look(TenantId tenant, WorkId work) {
        try {
            return overview.explain(tenant, work);
        } catch (LiveException e) {
            if (e.code().equals(Hindsight.BUSY)) {
                throw Problem.unavailable(
                        e.code(), "Somebody else looks back at the moment. Try again soon.", Replies.RETRY);
            }
            throw e;
        }
    }

    static Step step(Explanation why) {
        return new Step(
                Instant.ofEpochMilli(why.at()),
                why.queue(),
                why.chosen(),
                why.freed(),
                Instant.ofEpochMilli(why.claim()),
                why.strategy(),
                why.strategyVersion(),
                why.rules(),
                why.queueVersion(),
                why.opening().open() || why.opening().until() == Long.MAX_VALUE
                        ? null
                        : Instant.ofEpochMilli(why.opening().until()),
                why.ring() + 1,
                why.rings().isEmpty() ? null : rings(why),
                why.agents().stream()
                        .collect(Collectors.groupingBy(
                                agent -> agent.verdict().name(), TreeMap::new, Collectors.counting())),
                why.agents().stream()
                        .limit(AGENTS)
                        .map(agent -> judged(why, agent))
                        .toList());
    }

    private static Judged judged(Explanation why, Explanation.Judged agent) {
        boolean ring = agent.verdict() == Explanation.Verdict.RING_NOT_REACHED;
        return new Judged(
                agent.agent(),
                agent.verdict().name(),
                ring ? Integer.toString(agent.ring() + 1) : agent.detail(),
                agent.ring() == Explanation.Judged.NEVER ? null : agent.ring() + 1,
                why.prefersSkills() ? agent.preferredSkills() : null,
                agent.score());
    }

    private static List<RingBody> rings(Explanation why) {
        List<RingBody> rings = new ArrayList<>();
        for (int i = 0; i < why.rings().size(); i++) {
            Ring ring = why.rings().get(i);
            rings.add(new RingBody(
                    i + 2,
                    i < why.ring(),
                    ring.afterMillis() == 0 ? null : Instant.ofEpochMilli(why.waitsSince() + ring.afterMillis()),
                    ring.waitingContacts() == 0 ? null : ring.waitingContacts()));
        }
        return rings;
    }
}
