// SPDX-License-Identifier: Apache-2.0
package live.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a session ended. */
public enum SessionEnd {
    /** Its user signed out. */
    SIGNED_OUT,
    /** Its user did nothing for too long. */
    IDLE,
    /** Its time was over, whatever its user did. */
    EXPIRED,
    /** Somebody ended it from elsewhere. */
    REVOKED,
    /** Its user got another password. */
    PASSWORD,
    /** Its user has signed in too many times since. */
    SURPLUS,
    /** Its user may not sign in any more. */
    DEACTIVATED;

    /** As in codes and in the audit trail: {@code signed-out}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The end of a code; empty if there is none. */
    public static Optional<SessionEnd> of(String code) {
        return Stream.of(values()).filter(each -> each.code().equals(code)).findFirst();
    }
}
