// SPDX-License-Identifier: Apache-2.0
/** Inside the web container: how it refuses what never reaches a module. */
@NullMarked
package live.web.errors;

import org.jspecify.annotations.NullMarked;
