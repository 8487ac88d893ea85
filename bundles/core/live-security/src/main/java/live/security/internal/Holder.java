// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.util.Objects;
import java.util.UUID;
import live.core.TeamId;
import live.core.UserId;

/** Who has roles: a user by himself, or a team for its members. */
public sealed interface Holder {
    UUID id();

    /** As in the audit trail. */
    String subject();

    record OfUser(UserId user) implements Holder {
        public OfUser {
            Objects.requireNonNull(user);
        }

        @Override
        public UUID id() {
            return user.value();
        }

        @Override
        public String subject() {
            return Journal.user(user);
        }
    }

    record OfTeam(TeamId team) implements Holder {
        public OfTeam {
            Objects.requireNonNull(team);
        }

        @Override
        public UUID id() {
            return team.value();
        }

        @Override
        public String subject() {
            return "team:" + team;
        }
    }
}
