// SPDX-License-Identifier: Apache-2.0
/** Keeps the start of Karaf's feature service and of what it needs apart. */
@NullMarked
package live.boot.gate;

import org.jspecify.annotations.NullMarked;
