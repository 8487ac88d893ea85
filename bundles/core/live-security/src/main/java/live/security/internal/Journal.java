// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import live.core.Principal;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.event.Events;
import live.core.event.NewEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What this module writes into the audit trail and the table of events. */
@Component(service = Journal.class)
public final class Journal {
    /** Roles or password of a user changed; the aggregate is the user. */
    public static final String ACCOUNT_CHANGED = "security.account.changed";
    /** What a role permits changed; the aggregate is the role. */
    public static final String ROLE_CHANGED = "security.role.changed";
    /** A session ended; the aggregate is the session. */
    public static final String SESSION_ENDED = "security.session.ended";
    /** A user has signed in from where he never was before; the aggregate is the user. */
    public static final String NEW_BROWSER = "security.browser.new";
    /** An API token was revoked; the aggregate is the token. */
    public static final String TOKEN_REVOKED = "security.token.revoked";

    private final AuditTrail audit;
    private final Events events;

    @Activate
    public Journal(@Reference AuditTrail audit, @Reference Events events) {
        this.audit = audit;
        this.events = events;
    }

    public static String user(UserId user) {
        return "user:" + user;
    }

    /** Into the audit trail, with the caller's transaction. */
    public void record(Connection connection, Principal actor, String action, String subject, Details details)
            throws SQLException {
        audit.record(connection, new AuditEntry(actor, action, subject, details.toString()));
    }

    /** Into the audit trail, by itself. */
    public void record(Principal actor, String action, String subject, Details details) {
        audit.record(new AuditEntry(actor, action, subject, details.toString()));
    }

    public void event(Connection connection, Principal actor, String type, UUID aggregate, Details details)
            throws SQLException {
        events.append(connection, List.of(new NewEvent(type, aggregate, actor, details.toString())));
    }

    /** Tells that a transaction with events was committed. */
    public void committed() {
        events.committed();
    }
}
