// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import live.security.EndedSession;
import live.security.SessionId;
import live.security.SessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the desk when an agent has no session any more. */
@Component
public final class SessionWatch implements SessionListener {
    private final JournalledDesk desk;

    @Activate
    public SessionWatch(@Reference JournalledDesk desk) {
        this.desk = desk;
    }

    @Override
    public void ended(EndedSession session) {
        if (session.last()) {
            desk.sessionEnded(session.tenant(), session.user(), session.why());
        }
    }

    @Override
    public void permissionsChanged(SessionId session) {
        // What an agent may do is asked with each of his commands.
    }
}
