// SPDX-License-Identifier: Apache-2.0
package live.core.cluster;

/** This process; a service that is always there, also where no others are. */
public interface Node {
    NodeId id();
}
