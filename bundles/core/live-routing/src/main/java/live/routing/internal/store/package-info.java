// SPDX-License-Identifier: Apache-2.0
/** The journal, snapshots, queues and checkpoints in the database. */
@NullMarked
package live.routing.internal.store;

import org.jspecify.annotations.NullMarked;
