// SPDX-License-Identifier: Apache-2.0
/** Commands for whoever looks after the product. */
@NullMarked
package live.core.internal.shell;

import org.jspecify.annotations.NullMarked;
