// SPDX-License-Identifier: Apache-2.0
/** The modules of the running product. */
@NullMarked
package live.admin.internal.module;

import org.jspecify.annotations.NullMarked;
