// SPDX-License-Identifier: Apache-2.0
/** Supervised threads and timers. */
@NullMarked
package live.core.internal.task;

import org.jspecify.annotations.NullMarked;
