// SPDX-License-Identifier: Apache-2.0
/** Commands {@code cluster:*}. */
@NullMarked
package live.cluster.internal.shell;

import org.jspecify.annotations.NullMarked;
