// SPDX-License-Identifier: Apache-2.0
/** Administration in the shell. */
@NullMarked
package live.admin.internal.shell;

import org.jspecify.annotations.NullMarked;
