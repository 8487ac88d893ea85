// SPDX-License-Identifier: Apache-2.0
/** PostgreSQL for tests: the real server, as the product runs it. */
@NullMarked
package live.test.postgres;

import org.jspecify.annotations.NullMarked;
