// SPDX-License-Identifier: Apache-2.0
/** What administrators set: the truth is in the database, and Config Admin on each node shows it to the components. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.configuration;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
