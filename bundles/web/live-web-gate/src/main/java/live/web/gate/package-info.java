// SPDX-License-Identifier: Apache-2.0
/** Keeps the start of the web container and of what registers with it apart. */
@NullMarked
package live.web.gate;

import org.jspecify.annotations.NullMarked;
