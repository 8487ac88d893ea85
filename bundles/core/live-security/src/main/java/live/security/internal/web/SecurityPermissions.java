// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.util.Map;
import live.core.web.Permissions;
import org.osgi.service.component.annotations.Component;

/** What this module guards. */
@Component
public final class SecurityPermissions implements Permissions {
    static final String ROLE_WRITE = "role.write";
    static final String TOKEN_WRITE = "token.write";
    static final String USER_READ = "user.read";
    static final String USER_WRITE = "user.write";

    @Override
    public Map<String, String> permissions() {
        return Map.of(
                ROLE_WRITE, "Make, change and delete roles",
                TOKEN_WRITE, "Make and revoke API tokens");
    }
}
