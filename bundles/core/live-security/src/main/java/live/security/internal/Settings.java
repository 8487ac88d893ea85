// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How strict sign-in is. Changes apply at once. */
@Component(service = Settings.class, configurationPid = "live.security")
@Designate(ocd = Settings.Config.class)
public final class Settings {
    private static final String EVERYBODY = "*";

    private volatile Config config;

    @ObjectClassDefinition(
            name = "%signIn.name",
            description = "%signIn.description",
            localization = "OSGI-INF/l10n/security")
    public @interface Config {
        @AttributeDefinition(
                name = "%idleMinutes.name",
                description = "%idleMinutes.description",
                min = "5",
                max = "1440")
        int idleMinutes() default 30;

        @AttributeDefinition(
                name = "%absoluteHours.name",
                description = "%absoluteHours.description",
                min = "1",
                max = "168")
        int absoluteHours() default 12;

        @AttributeDefinition(name = "%tokenDays.name", description = "%tokenDays.description", min = "1", max = "3660")
        int tokenDays() default 90;

        @AttributeDefinition(
                name = "%longestTokenDays.name",
                description = "%longestTokenDays.description",
                min = "1",
                max = "3660")
        int longestTokenDays() default 366;

        @AttributeDefinition(
                name = "%signInsPerAddress.name",
                description = "%signInsPerAddress.description",
                min = "1",
                max = "10000")
        int signInsPerAddress() default 60;

        @AttributeDefinition(
                name = "%failuresPerLogin.name",
                description = "%failuresPerLogin.description",
                min = "1",
                max = "1000")
        int failuresPerLogin() default 10;

        @AttributeDefinition(
                name = "%secondFactorRoles.name",
                description = "%secondFactorRoles.description",
                required = false)
        String[] secondFactorRoles() default {};

        @AttributeDefinition(
                name = "%trustedBrowserDays.name",
                description = "%trustedBrowserDays.description",
                min = "0",
                max = "365")
        int trustedBrowserDays() default 30;

        @AttributeDefinition(
                name = "%confirmMinutes.name",
                description = "%confirmMinutes.description",
                min = "5",
                max = "1440")
        int confirmMinutes() default 60;

        @AttributeDefinition(
                name = "%historyDays.name",
                description = "%historyDays.description",
                min = "1",
                max = "3660")
        int historyDays() default 90;

        @AttributeDefinition(
                name = "%trustedProxies.name",
                description = "%trustedProxies.description",
                required = false)
        String[] trustedProxies() default {};
    }

    @Activate
    public Settings(Config config) {
        this.config = config;
    }

    @Modified
    void changed(Config now) {
        config = now;
    }

    public Duration idle() {
        return Duration.ofMinutes(config.idleMinutes());
    }

    public Duration absolute() {
        return Duration.ofHours(config.absoluteHours());
    }

    /** How long an API token lasts for which nobody says it. */
    public Duration tokenTime() {
        return Duration.ofDays(Math.min(config.tokenDays(), config.longestTokenDays()));
    }

    public Duration longestToken() {
        return Duration.ofDays(config.longestTokenDays());
    }

    public int signInsPerAddress() {
        return config.signInsPerAddress();
    }

    public int failuresPerLogin() {
        return config.failuresPerLogin();
    }

    /** Whether somebody with these roles has to have a second factor. */
    public boolean demandsSecondFactor(Collection<String> roles) {
        return Stream.of(config.secondFactorRoles()).anyMatch(role -> role.equals(EVERYBODY) || roles.contains(role));
    }

    /** How long a browser needs no second factor once its user has said so; zero if none is trusted. */
    public Duration trust() {
        return Duration.ofDays(config.trustedBrowserDays());
    }

    /** After which time somebody who is signed in has to show once more who he is before he does what is delicate. */
    public Duration confirmation() {
        return Duration.ofMinutes(config.confirmMinutes());
    }

    /** How long attempts to sign in are remembered. */
    public Duration history() {
        return Duration.ofDays(config.historyDays());
    }

    public Set<String> trustedProxies() {
        return new HashSet<>(Arrays.asList(config.trustedProxies()));
    }
}
