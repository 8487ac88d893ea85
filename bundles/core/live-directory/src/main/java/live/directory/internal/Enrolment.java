// SPDX-License-Identifier: Apache-2.0
package live.directory.internal;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import live.core.Principal;
import live.core.UserId;
import live.core.web.Checks;
import live.core.web.Problem;
import live.directory.User;
import live.directory.Users;
import live.directory.internal.store.DirectoryStore;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds users for other modules, and knows what their fields must look like. */
@Component(service = Users.class)
public final class Enrolment implements Users {
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final DirectoryStore store;
    private final Journal journal;

    @Activate
    public Enrolment(@Reference DirectoryStore store, @Reference Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    @Override
    public UserId add(Principal actor, String login, String name, String email, String locale) {
        Checks checks = new Checks();
        User user = new User(
                actor.tenant(),
                UserId.next(),
                login(checks, login),
                checks.text("name", name, 200),
                email(checks, email),
                locale(checks, locale),
                Optional.empty(),
                List.of(),
                Map.of(),
                true,
                1);
        checks.done();
        UserId id = store.work(work -> {
            Optional<User> known = work.staff().byLogin(actor.tenant(), user.login());
            if (known.isPresent()) {
                return known.get().id();
            }
            if (!work.staff().add(user)) {
                throw Problem.conflict("directory.login.taken", "Somebody else signs in as " + user.login() + ".");
            }
            journal.changed(
                    work.connection(), actor, "user", "create", user.id().value(), List.of());
            return user.id();
        });
        journal.committed();
        return id;
    }

    @Override
    public void locale(Principal actor, UserId user, String locale) {
        Checks checks = new Checks();
        String tag = locale(checks, locale);
        checks.done();
        store.act(work -> {
            work.staff().locale(actor.tenant(), user, tag);
            journal.changed(work.connection(), actor, "user", "change", user.value(), List.of("locale"));
        });
        journal.committed();
    }

    /** What one signs in with: lower case. */
    public static String login(Checks checks, @Nullable String value) {
        String login = checks.text("login", value, 100).toLowerCase(Locale.ROOT);
        checks.that(
                login.isEmpty() || LOGIN.matcher(login).matches(),
                "login",
                "field.format",
                "must be letters, digits and . _ @ + -");
        return login;
    }

    /** An e-mail address, or nothing. */
    public static String email(Checks checks, @Nullable String value) {
        String email = checks.textIfAny("email", value, 254).orElse("");
        checks.that(
                email.isEmpty() || EMAIL.matcher(email).matches(),
                "email",
                "field.format",
                "must be an e-mail address");
        return email;
    }

    /** A BCP 47 tag; English if there is none. */
    public static String locale(Checks checks, @Nullable String value) {
        String tag = checks.textIfAny("locale", value, 35).orElse("en");
        try {
            return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            checks.wrong("locale", "field.format", "must be a language tag such as en or de-AT");
            return "en";
        }
    }
}
