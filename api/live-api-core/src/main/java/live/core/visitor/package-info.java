// SPDX-License-Identifier: Apache-2.0
/**
 * People at web pages of others: who lets them in, and the services that speak with them over one line. Nothing here knows
 * of servlets, sessions or sockets, so that a line may as well come from a node in front of the firewall.
 */
@Export
@Version("0.1.0")
@NullMarked
package live.core.visitor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
