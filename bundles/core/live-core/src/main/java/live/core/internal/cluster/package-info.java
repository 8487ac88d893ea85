// SPDX-License-Identifier: Apache-2.0
/** Who this process is. */
@NullMarked
package live.core.internal.cluster;

import org.jspecify.annotations.NullMarked;
