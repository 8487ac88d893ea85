// SPDX-License-Identifier: Apache-2.0
/** The table of events, its sequencer and its readers. */
@NullMarked
package live.core.internal.event;

import org.jspecify.annotations.NullMarked;
