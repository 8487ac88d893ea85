// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.channel.Address;
import live.core.PersonId;
import live.core.TenantId;
import org.osgi.annotation.versioning.ProviderType;

/** Whom we talk with. An address leads to one person; a person may have many. Thread-safe. */
@ProviderType
public interface Persons {
    Optional<Person> get(TenantId tenant, PersonId person);

    /** Persons by their ids, in no order; those that do not exist are missing. */
    List<Person> find(TenantId tenant, Collection<PersonId> persons);

    /**
     * Finds the persons behind addresses, and makes those that are not known yet, in the caller's transaction.
     *
     * @return a person for each address, by kind and value; the name of an address does not tell persons apart
     * @throws SQLException as the connection does; the caller rolls back
     */
    Map<Address, PersonId> ensure(Connection transaction, TenantId tenant, Collection<Address> addresses)
            throws SQLException;
}
