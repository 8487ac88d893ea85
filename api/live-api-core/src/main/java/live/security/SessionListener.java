// SPDX-License-Identifier: Apache-2.0
package live.security;

/** Wants to know of sessions; register it as a service. Methods must not block. */
public interface SessionListener {
    /** A session that was in use is over. Told once. */
    void ended(EndedSession session);

    /** Its user may do other things than before. */
    void permissionsChanged(SessionId session);
}
