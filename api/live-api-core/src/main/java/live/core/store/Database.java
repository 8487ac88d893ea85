// SPDX-License-Identifier: Apache-2.0
package live.core.store;

/**
 * Where the product's PostgreSQL is and how to sign in there.
 *
 * <p>Registered as a service, once, by whoever knows: the embedded server when it first accepts connections, or the
 * configuration of an external one. It stays registered while that server is away for a moment. The data source is
 * made from it; modules use that ({@code javax.sql.DataSource} with {@code (live.store=direct)}) and never this.
 */
public interface Database {
    /** JDBC address, {@code jdbc:postgresql://host:port/name}. */
    String url();

    String user();

    /** In plain text: never log it. */
    String password();
}
