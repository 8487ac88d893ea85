// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.security.AccessController;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.Subject;

/**
 * Who acts: a signed-in user, a program with an API token, or the platform itself. Immutable.
 *
 * @param tenant whose data it may touch
 * @param user the user; for an API token the user that it acts for; for the platform {@link #SYSTEM_USER}
 * @param name what to show: the user's display name, or the part of the platform
 * @param permissions what it may do, for example {@code ticket.write}
 */
public record Principal(TenantId tenant, UserId user, String name, Set<String> permissions)
        implements java.security.Principal {
    /** The user id under which the platform itself acts. */
    public static final UserId SYSTEM_USER = UserId.of("00000000-0000-7000-8000-000000000000");

    public Principal {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(user);
        Objects.requireNonNull(name);
        permissions = Set.copyOf(permissions);
    }

    /**
     * A part of the platform that acts by itself, with no permission but what its code does.
     *
     * @param part the module's name, for example {@code channels}
     */
    public static Principal system(TenantId tenant, String part) {
        return new Principal(tenant, SYSTEM_USER, part, Set.of());
    }

    /**
     * Who typed the command that runs on this thread: the platform's part {@code shell:NAME}, with the name under which
     * he signed in to the administrator's shell; {@code shell} if he did not have to. Whoever reaches that shell owns the
     * machine, so he acts as the platform; the names are those of the shell's own accounts, not of users.
     */
    @SuppressWarnings("removal") // Java 17 has no other way to the subject, and the shell runs on Java 17.
    public static Principal shell(TenantId tenant) {
        Subject subject = Subject.getSubject(AccessController.getContext());
        String part = Stream.ofNullable(subject)
                .flatMap(signedIn -> signedIn.getPrincipals().stream())
                .filter(principal -> principal.getClass().getSimpleName().equals("UserPrincipal"))
                .findFirst()
                .map(principal -> "shell:" + principal.getName().replaceAll("[^\\w.@+-]", "?"))
                .orElse("shell");
        return system(tenant, part);
    }

    /** Whether this is the platform itself and not a person or a program of theirs. */
    public boolean isSystem() {
        return user.equals(SYSTEM_USER);
    }

    /** Whether it may do what the permission names. */
    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    @Override
    public String getName() {
        return user.toString();
    }
}
