// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import java.util.Map;
import live.core.web.Permissions;
import live.directory.Organisation;
import org.osgi.service.component.annotations.Component;

/** What this module guards. */
@Component
public final class DirectoryPermissions implements Permissions {
    static final String READ = "user.read";
    static final String WRITE = "user.write";

    @Override
    public Map<String, String> permissions() {
        return Map.of(
                Organisation.EVERY_UNIT,
                "See and manage people, teams and queues, and supervise, in every unit, and not only in one's own and below",
                READ,
                "See users, teams, units, skills and opening hours",
                WRITE,
                "Make and change users, teams, units, skills and opening hours, set passwords and roles");
    }
}
