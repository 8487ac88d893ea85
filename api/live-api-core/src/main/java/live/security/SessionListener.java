// SPDX-License-Identifier: Apache-2.0
package live.security;

/** Wants to know of sessions; register it as a service. Methods must not block. */
public interface SessionListener {
    /** Signed out, revoked, timed out, or its user was deactivated. */
    void ended(SessionId session);

    /** Its user may do other things than before. */
    void permissionsChanged(SessionId session);
}
