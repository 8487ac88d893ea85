// SPDX-License-Identifier: Apache-2.0
package live.security;

import java.util.Optional;
import live.core.Principal;

/** API tokens, for what is guarded outside of REST. Thread-safe; answers from memory where it can. */
public interface Tokens {
    /**
     * Who stands behind an API token, and what it may do now.
     *
     * @param authorization value of the header {@code Authorization}: {@code Bearer live_…}
     */
    Optional<Principal> principal(String authorization);
}
