// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.util.List;
import live.core.UserId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.security.SessionEnd;
import live.security.SessionId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps what is in memory true, whoever changed it. */
@Component
public final class Changes implements EventConsumer {
    private final Grants grants;
    private final LiveSessions sessions;
    private final ApiTokens tokens;

    @Activate
    public Changes(@Reference Grants grants, @Reference LiveSessions sessions, @Reference ApiTokens tokens) {
        this.grants = grants;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "security.memory";
    }

    @Override
    public boolean everyNode() {
        return true;
    }

    @Override
    public void consume(List<Event> events) {
        boolean recheck = false;
        for (Event event : events) {
            switch (event.type()) {
                case Journal.SESSION_ENDED ->
                    sessions.ended(
                            List.of(new SessionId(event.aggregate())),
                            SessionEnd.of(Details.read(event.data())
                                            .path("reason")
                                            .asText())
                                    .orElse(SessionEnd.REVOKED));
                case Journal.TOKEN_REVOKED -> tokens.revoked(event.aggregate());
                case Journal.ACCOUNT_CHANGED -> {
                    grants.forget(event.tenant(), new UserId(event.aggregate()));
                    recheck = true;
                }
                case Journal.ROLE_CHANGED -> {
                    grants.forgetAll();
                    recheck = true;
                }
                case "directory.user.changed" -> recheck = true;
                default -> {
                    // Not about accounts.
                }
            }
        }
        if (recheck) {
            sessions.recheck();
        }
    }
}
