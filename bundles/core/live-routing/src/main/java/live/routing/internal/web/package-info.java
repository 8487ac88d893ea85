// SPDX-License-Identifier: Apache-2.0
/** The desk, queues and agents over REST and as push topics. */
@NullMarked
package live.routing.internal.web;

import org.jspecify.annotations.NullMarked;
