// SPDX-License-Identifier: Apache-2.0
/** What customers' browsers load. */
@NullMarked
package live.ui.widget.internal.web;

import org.jspecify.annotations.NullMarked;
