// SPDX-License-Identifier: Apache-2.0
/** What tests see from inside the running product. */
@NullMarked
package live.itest.probe;

import org.jspecify.annotations.NullMarked;
