// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.core.Principal;
import live.core.QueueId;
import live.core.TeamId;
import live.core.UserId;
import live.directory.Organisation;
import live.directory.Reach;
import live.lib.router.Request;
import live.routing.WorkId;
import live.routing.internal.Overview;
import live.routing.internal.QueueBook;
import live.routing.internal.store.QueueDefinition;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Which queues, people and contacts somebody sees and acts on who does not reach the whole organisation. A queue is seen
 * by those who see one of the teams that serve it, and by everybody if it is served by whoever has the skills; it is
 * managed by those in whose reach all its teams are. A contact concerns those who manage its queue, or whose people have
 * it in hand. Thread-safe.
 */
@Component(service = Oversight.class)
public final class Oversight {
    private final Organisation organisation;
    private final QueueBook book;
    private final Overview overview;

    @Activate
    public Oversight(@Reference Organisation organisation, @Reference QueueBook book, @Reference Overview overview) {
        this.organisation = organisation;
        this.book = book;
        this.overview = overview;
    }

    Reach reach(Principal me) {
        return organisation.reach(me);
    }

    /** Whether a queue of this id is one that he sees, as it is when it is asked. */
    Predicate<UUID> queues(Principal me) {
        Reach reach = reach(me);
        return id -> reach.everything()
                || book.find(me.tenant(), new QueueId(id))
                        .filter(queue -> sees(reach, queue))
                        .isPresent();
    }

    /** Whether an agent of this id is one of his people. */
    Predicate<UUID> agents(Principal me) {
        Reach reach = reach(me);
        return id -> reach.covers(new UserId(id));
    }

    void requireAgent(Principal me, UserId agent) {
        Reach reach = reach(me);
        reach.require(reach.covers(agent));
    }

    void requireSeen(Principal me, QueueDefinition queue) {
        Reach reach = reach(me);
        reach.require(sees(reach, queue));
    }

    void requireManaged(Principal me, QueueDefinition queue) {
        Reach reach = reach(me);
        reach.require(manages(reach, queue));
    }

    /** Fails with 403 if the contact does not concern him; what is not there concerns nobody, and the command says so. */
    CompletionStage<Void> concerned(Principal me, WorkId work) {
        return reach(me).everything()
                ? CompletableFuture.completedFuture(null)
                : overview.work(me.tenant(), work)
                        .thenAccept(found -> found.ifPresent(seen -> reach(me).require(concerns(me, seen))));
    }

    /** Fails with 403 if the contact does not concern him as it is now, or is over. */
    CompletionStage<Void> stillConcerned(Principal me, WorkId work) {
        return reach(me).everything()
                ? CompletableFuture.completedFuture(null)
                : overview.work(me.tenant(), work).thenAccept(found -> reach(me)
                        .require(found.filter(seen -> concerns(me, seen)).isPresent()));
    }

    boolean concerns(Principal me, Overview.Seen seen) {
        return concerns(me, seen.work().request().queue(), seen.work().agent())
                || seen.participants().stream()
                        .flatMap(participant -> participant.agent().stream())
                        .anyMatch(reach(me)::covers);
    }

    boolean concerns(Principal me, UUID queue, @Nullable UUID agent) {
        Reach reach = reach(me);
        return reach.everything()
                || agent != null && reach.covers(new UserId(agent))
                || book.find(me.tenant(), new QueueId(queue))
                        .filter(found -> manages(reach, found))
                        .isPresent();
    }

    /** Which contacts that rest concern him, by what is known now; answers at once. */
    Predicate<Request> resting(Principal me) {
        Reach reach = reach(me);
        if (reach.everything()) {
            return request -> true;
        }
        Set<UUID> managed = book.names(me.tenant()).keySet().stream()
                .filter(id -> book.find(me.tenant(), id)
                        .filter(queue -> manages(reach, queue))
                        .isPresent())
                .map(QueueId::value)
                .collect(Collectors.toSet());
        return request -> {
            UUID agent = request.requiredAgent() == null ? request.preferredAgent() : request.requiredAgent();
            return managed.contains(request.queue()) || agent != null && reach.covers(new UserId(agent));
        };
    }

    private static boolean sees(Reach reach, QueueDefinition queue) {
        return reach.everything() || !queue.byTeams() || teams(queue).anyMatch(reach::sees);
    }

    private static boolean manages(Reach reach, QueueDefinition queue) {
        return reach.everything()
                || queue.byTeams() && !queue.teams().isEmpty() && teams(queue).allMatch(reach::covers);
    }

    private static Stream<TeamId> teams(QueueDefinition queue) {
        return Stream.concat(queue.teams().stream(), queue.rings().stream().flatMap(ring -> ring.teams().stream()));
    }
}
