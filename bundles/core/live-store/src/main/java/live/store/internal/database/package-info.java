// SPDX-License-Identifier: Apache-2.0
/**
 * The two data sources, both services {@code javax.sql.DataSource} on the same database:
 *
 * <ul>
 *   <li>{@code (live.store=direct)}: a plain pool for the hot paths and for all SQL that modules write themselves.
 *       Autocommit until told otherwise; no part of a JTA transaction.
 *   <li>{@code (live.store=jpa)}, {@code (osgi.jndi.service.name=live)}: a pool whose connections join the JTA
 *       transaction of the thread; for persistence units.
 * </ul>
 *
 * <p>Both outlive a database that goes away: a connection asked for meanwhile fails after some seconds, one asked for
 * later works.
 */
@NullMarked
package live.store.internal.database;

import org.jspecify.annotations.NullMarked;
