// SPDX-License-Identifier: Apache-2.0
/** Nodes that hear of each other by Hazelcast. */
@NullMarked
package live.cluster.internal;

import org.jspecify.annotations.NullMarked;
