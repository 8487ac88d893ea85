// SPDX-License-Identifier: Apache-2.0
/** The one writer of each routing domain, its recovery, and the services in front of it. */
@NullMarked
package live.routing.internal;

import org.jspecify.annotations.NullMarked;
