// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import live.channels.internal.store.ContactLedger;
import live.channels.internal.store.InteractionStore;
import live.channels.internal.store.MessageStore;
import live.channels.internal.store.WorkStore;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Principal;
import live.core.TenantId;
import live.core.TicketId;
import live.core.event.Events;
import live.core.store.StatementPart;
import live.routing.Router;
import live.routing.WorkId;
import live.ticketing.Interaction;
import live.ticketing.Interactions;
import live.ticketing.Message;
import live.ticketing.MessageView;
import live.ticketing.NewInteraction;
import live.ticketing.NewMessage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger, as other modules use it. */
@Component(service = Interactions.class)
public final class LedgerInteractions implements Interactions {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerInteractions.class);

    private final InteractionStore interactions;
    private final MessageStore messages;
    private final ContactLedger contacts;
    private final WorkStore work;
    private final Dispatcher dispatcher;
    private final Accounts accounts;
    private final Events events;
    private final AtomicReference<Router> router = new AtomicReference<>();

    @Activate
    public LedgerInteractions(
            @Reference InteractionStore interactions,
            @Reference MessageStore messages,
            @Reference ContactLedger contacts,
            @Reference WorkStore work,
            @Reference Dispatcher dispatcher,
            @Reference Accounts accounts,
            @Reference Events events) {
        this.interactions = interactions;
        this.messages = messages;
        this.contacts = contacts;
        this.work = work;
        this.dispatcher = dispatcher;
        this.accounts = accounts;
        this.events = events;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindRouter(Router service) {
        router.set(service);
    }

    public void unbindRouter(Router service) {
        router.compareAndSet(service, null);
    }

    @Override
    public Optional<Interaction> get(TenantId tenant, InteractionId interaction) {
        return interactions.get(tenant, interaction).map(InteractionStore.Standing::interaction);
    }

    @Override
    public List<Message> messages(TenantId tenant, List<InteractionId> wanted, Optional<MessageId> before, int limit) {
        return messages.ofInteractions(tenant, wanted, before, limit);
    }

    @Override
    public List<Message> find(TenantId tenant, Collection<MessageId> wanted) {
        return messages.find(tenant, wanted);
    }

    @Override
    public List<MessageView> views(List<Message> some) {
        return some.stream().map(MessageViews::view).toList();
    }

    @Override
    public StatementPart opening(Connection transaction, List<NewInteraction> all) throws SQLException {
        return contacts.opening(transaction, all);
    }

    @Override
    public void committed() {
        events.committed();
        dispatcher.wake();
        accounts.wake();
    }

    @Override
    public void send(Connection transaction, Principal author, InteractionId interaction, NewMessage message)
            throws SQLException {
        contacts.send(transaction, author, interaction, message);
    }

    @Override
    public void note(Connection transaction, Principal author, InteractionId interaction, NewMessage note)
            throws SQLException {
        contacts.note(transaction, author, interaction, note);
    }

    @Override
    public void moved(Connection transaction, Principal actor, List<InteractionId> some, TicketId ticket)
            throws SQLException {
        contacts.moved(transaction, actor, some, ticket);
    }

    @Override
    public Optional<MessageId> resend(Principal author, MessageId message) {
        Optional<MessageId> again = contacts.resend(author, message);
        if (again.isPresent()) {
            committed();
        }
        return again;
    }

    @Override
    public void close(Principal actor, InteractionId interaction, String outcome) {
        if (work.close(actor, interaction, outcome)) {
            dispatcher.wake();
        }
        Router routing = router.get();
        if (routing != null) {
            // The work may be anywhere, or nowhere: both is fine, and routing tells us once more that it is closed.
            routing.cancel(actor.tenant(), new WorkId(interaction.value()), outcome)
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.warn(
                                    "channels.close.unrouted: routing did not let go of contact {}",
                                    interaction,
                                    failure);
                        }
                    });
        }
    }
}
