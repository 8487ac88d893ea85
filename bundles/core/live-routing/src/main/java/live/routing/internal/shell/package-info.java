// SPDX-License-Identifier: Apache-2.0
/** Commands {@code routing:*}. */
@NullMarked
package live.routing.internal.shell;

import org.jspecify.annotations.NullMarked;
