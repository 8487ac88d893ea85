// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.channels.internal.Account;
import live.channels.internal.Accounts;
import live.channels.internal.Rules;
import live.channels.internal.store.AccountStore;
import live.channels.internal.store.AccountStore.Wish;
import live.core.ChannelId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import live.core.web.Problem;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The accounts of all channels, how they feel and what they are to do. */
@Component(service = AccountsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=channels)")
@JSONRequired
@Path("accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountsResource {
    private final Accounts accounts;
    private final AccountStore store;
    private final Rules rules;
    private final Configurations configurations;

    @Activate
    public AccountsResource(
            @Reference Accounts accounts,
            @Reference AccountStore store,
            @Reference Rules rules,
            @Reference Configurations configurations) {
        this.accounts = accounts;
        this.store = store;
        this.rules = rules;
        this.configurations = configurations;
    }

    /**
     * An account.
     *
     * @param locked whether its settings come from a file, and change nowhere else
     */
    public record AccountState(
            String id,
            String kind,
            String name,
            String label,
            String medium,
            String pid,
            Status status,
            boolean draining,
            boolean stopped,
            boolean locked,
            Optional<QueueId> defaultQueue,
            Account.Counts counts) {}

    /** How it feels, and since when. */
    public record Status(String state, String code, String reason, Instant since) {}

    /** Where its contacts wait that no rule fits; absent for the built-in queue. */
    public record DefaultQueue(Optional<QueueId> queue) {}

    @GET
    @Requires("channel.read")
    public List<AccountState> list() {
        Map<ChannelId, QueueId> queues = store.defaultQueues(TenantId.DEFAULT);
        return accounts.list().stream()
                .map(account -> state(account, Optional.ofNullable(queues.get(account.id()))))
                .toList();
    }

    @POST
    @Path("{kind}/{name}/{act: drain|resume|start|stop}")
    @Requires("channel.write")
    public AccountState act(
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            @PathParam("act") String act,
            @Context SecurityContext security)
            throws InterruptedException {
        Wish wish =
                switch (act) {
                    case "drain" -> Wish.DRAINING;
                    case "stop" -> Wish.STOPPED;
                    default -> Wish.RUNNING;
                };
        Principal caller = Callers.principal(security);
        ChannelId id = id(kind, name);
        if (!accounts.wish(caller, id, wish)) {
            throw missing();
        }
        Optional<QueueId> queue =
                Optional.ofNullable(store.defaultQueues(caller.tenant()).get(id));
        return accounts.find(id).map(account -> state(account, queue)).orElseThrow(AccountsResource::missing);
    }

    @PUT
    @Path("{kind}/{name}/queue")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires("channel.write")
    public DefaultQueue queue(
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            @Nullable DefaultQueue body,
            @Context SecurityContext security) {
        if (body == null) {
            throw Problem.invalid("queue", "field.missing", "must be given, or left out of an object for none");
        }
        DefaultQueue queue = body;
        store.defaultQueue(Callers.principal(security), id(kind, name), queue.queue());
        rules.refresh();
        return queue;
    }

    private static ChannelId id(String kind, String name) {
        try {
            return new ChannelId(kind, name);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static Problem missing() {
        return Problem.notFound("channels.account.missing", "There is no such account.");
    }

    private AccountState state(Account account, Optional<QueueId> queue) {
        Account.Standing standing = account.standing();
        return new AccountState(
                account.id().toString(),
                account.id().kind(),
                account.id().name(),
                account.info().label(),
                account.info().medium(),
                account.pid(),
                new Status(
                        standing.status().state().name(),
                        standing.status().code(),
                        standing.status().reason(),
                        standing.since()),
                account.wish() == Wish.DRAINING,
                account.wish() == Wish.STOPPED,
                configurations.find(account.pid()).map(Configuration::locked).orElse(false),
                queue,
                account.counts());
    }
}
