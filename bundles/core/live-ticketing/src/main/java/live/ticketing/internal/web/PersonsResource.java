// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.PersonId;
import live.core.Principal;
import live.core.UserId;
import live.core.web.Problem;
import live.core.web.Requires;
import live.ticketing.Person;
import live.ticketing.Persons;
import live.ticketing.Profile;
import live.ticketing.internal.store.SearchTable;
import live.ticketing.internal.store.StatusStore;
import live.ticketing.internal.store.TicketQuery;
import live.ticketing.internal.store.TicketSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Customers as an agent sees them beside a ticket, and the statuses that tickets may have. */
@Component(service = PersonsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=ticketing)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class PersonsResource {
    private static final int SHOWN = 50;
    private static final int RECENT = 6;

    private final Persons persons;
    private final SearchTable table;
    private final TicketSearch search;
    private final StatusStore statuses;

    @Activate
    public PersonsResource(
            @Reference Persons persons,
            @Reference SearchTable table,
            @Reference TicketSearch search,
            @Reference StatusStore statuses) {
        this.persons = persons;
        this.table = table;
        this.search = search;
        this.statuses = statuses;
    }

    /** A customer, with the tickets that something happened to last. */
    public record Customer(
            PersonId id,
            String name,
            List<AddressBody> addresses,
            long tickets,
            long openTickets,
            Instant firstSeen,
            ProfileBody profile,
            List<Bodies.TicketBody> recent) {}

    /** What the customer is to the organisation; the ledger's own resource changes it. */
    public record ProfileBody(Optional<String> segment, OptionalInt priority, Optional<UserId> manager, long version) {
        static ProfileBody of(Profile profile) {
            return new ProfileBody(profile.segment(), profile.priority(), profile.manager(), profile.version());
        }
    }

    /** Where a customer is reached. */
    public record AddressBody(String kind, String value) {}

    /** A status. */
    public record StatusBody(String code, String name, String category) {}

    @GET
    @Path("persons/{id}")
    @Requires("ticket.read")
    public Customer get(@PathParam("id") String id, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        PersonId wanted = id(id);
        Person person = persons.get(caller.tenant(), wanted).orElseThrow(PersonsResource::missing);
        SearchTable.Counts counts = table.counts(caller.tenant(), wanted.value());
        return new Customer(
                person.id(),
                person.name(),
                person.addresses().stream()
                        .map(address -> new AddressBody(address.kind(), address.value()))
                        .toList(),
                counts.all(),
                counts.open(),
                person.firstSeen(),
                ProfileBody.of(person.profile()),
                search.find(caller.tenant(), TicketQuery.latestOf(wanted.value(), RECENT)).items().stream()
                        .map(Bodies.TicketBody::of)
                        .toList());
    }

    @GET
    @Path("persons/{id}/tickets")
    @Requires("ticket.read")
    public Bodies.Page<Bodies.TicketBody> tickets(@PathParam("id") String id, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        TicketSearch.Found found = search.find(caller.tenant(), TicketQuery.latestOf(id(id).value(), SHOWN));
        return new Bodies.Page<>(
                found.items().stream().map(Bodies.TicketBody::of).toList(), found.total(), found.totalIsLowerBound());
    }

    @GET
    @Path("statuses")
    @Requires("ticket.read")
    public List<StatusBody> statuses(@Context SecurityContext security) {
        return statuses.list(Callers.principal(security).tenant()).stream()
                .map(named -> new StatusBody(
                        named.status().code(),
                        named.name(),
                        named.status().category().name()))
                .toList();
    }

    private static PersonId id(String id) {
        try {
            return PersonId.of(id);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static Problem missing() {
        return Problem.notFound("ticketing.person.missing", "There is no such customer.");
    }
}
