// SPDX-License-Identifier: Apache-2.0
/**
 * Schema migrations of modules: a bundle with the header {@code Live-Migrations: <module>} has its files {@code
 * db/migration/<module>/V*.sql} run in the schema of that name before anything of it touches its tables.
 */
@NullMarked
package live.store.internal.migration;

import org.jspecify.annotations.NullMarked;
