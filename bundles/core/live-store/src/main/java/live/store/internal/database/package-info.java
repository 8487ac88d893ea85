// SPDX-License-Identifier: Apache-2.0
/**
 * The data source, a service {@code javax.sql.DataSource} with {@code (live.store=direct)}: one plain pool for the SQL
 * that modules write themselves and for their persistence units. Autocommit until told otherwise; no part of a JTA
 * transaction.
 *
 * <p>It outlives a database that goes away: a connection asked for meanwhile fails after some seconds, one asked for
 * later works.
 */
@NullMarked
package live.store.internal.database;

import org.jspecify.annotations.NullMarked;
