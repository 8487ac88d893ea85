// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import live.channel.Address;
import live.channels.internal.store.ProfileStore;
import live.core.PersonId;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.ticketing.Profile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The profiles of all customers who have one, in memory: they are asked for with every message that arrives. Most
 * customers have none. Thread-safe.
 */
@Component(service = Profiles.class)
public final class Profiles {
    private static final Duration REFRESH = Duration.ofSeconds(20);
    /** A change may be seen so much later than its time says: when its transaction took that long. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private final ProfileStore store;
    private final Map<Contact, Profile> byContact = new ConcurrentHashMap<>();
    private final Map<PersonId, Known> byPerson = new ConcurrentHashMap<>();
    private final TaskHandle refresh;
    private Instant newest = Instant.EPOCH;

    /** An address without its name. */
    private record Contact(String kind, String value) {
        static Contact of(Address address) {
            return new Contact(address.kind(), address.value());
        }
    }

    private record Known(Profile profile, List<Contact> contacts) {}

    @Activate
    public Profiles(@Reference ProfileStore store, @Reference Tasks tasks) {
        this.store = store;
        refresh();
        // Another node may have changed them.
        refresh = tasks.every("channels.profiles", REFRESH, this::refresh);
    }

    @Deactivate
    public void close() {
        refresh.close();
    }

    /** Reads what was changed. */
    public synchronized void refresh() {
        for (ProfileStore.Changed changed : store.changedSince(TenantId.DEFAULT, since())) {
            List<Contact> contacts =
                    changed.addresses().stream().map(Contact::of).toList();
            contacts.forEach(contact -> byContact.put(contact, changed.profile()));
            Known before = byPerson.put(changed.person(), new Known(changed.profile(), contacts));
            if (before != null) {
                before.contacts().stream()
                        .filter(contact -> !contacts.contains(contact))
                        .forEach(byContact::remove);
            }
            newest = changed.at().isAfter(newest) ? changed.at() : newest;
        }
    }

    private Instant since() {
        return newest.equals(Instant.EPOCH) ? newest : newest.minus(LATE);
    }

    /** Of whoever writes from this address. */
    Profile of(Address address) {
        return byContact.getOrDefault(Contact.of(address), Profile.NONE);
    }

    /** Of this customer, if anybody knows who he is. */
    Profile of(Optional<PersonId> person) {
        return person.map(byPerson::get).map(Known::profile).orElse(Profile.NONE);
    }
}
