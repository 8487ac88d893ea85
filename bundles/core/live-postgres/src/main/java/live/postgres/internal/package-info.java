// SPDX-License-Identifier: Apache-2.0
/** The embedded PostgreSQL: its programs, its data folder, its process, and who watches over it. */
@NullMarked
package live.postgres.internal;

import org.jspecify.annotations.NullMarked;
