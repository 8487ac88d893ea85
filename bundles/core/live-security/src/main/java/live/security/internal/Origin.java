// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.util.Optional;

/**
 * Where somebody signs in from.
 *
 * @param address of the browser
 * @param agent what the browser calls itself
 * @param browser what it was given at an earlier sign-in
 */
public record Origin(String address, String agent, Optional<Token> browser) {}
