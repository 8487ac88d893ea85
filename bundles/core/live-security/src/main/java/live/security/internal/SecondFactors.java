// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import live.core.KeyId;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.store.Keys;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import live.security.internal.store.BrowserTable;
import live.security.internal.store.SecondFactorTable;
import live.security.internal.store.SecondFactorTable.SecondFactor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The second thing that a user shows when he signs in: a one-time code of an app, or one of ten recovery codes. Secrets
 * are encrypted under a key of the user's own. Thread-safe.
 */
@Component(service = SecondFactors.class)
public final class SecondFactors {
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final int RECOVERY_GROUP = 4;
    /** Without what looks like something else when it is written down. */
    private static final String RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz023456789";

    private static final Pattern CODE = Pattern.compile("\\d{6}");
    private static final Pattern RECOVERY = Pattern.compile("[a-z0-9]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final Keys keys;
    private final Grants grants;
    private final Journal journal;
    private final Clock clock;
    private final Passwords passwords = new Passwords();
    private final OneTimeCodes codes = new OneTimeCodes();

    /**
     * What a user has.
     *
     * @param since when he enrolled; empty if he has no second factor
     * @param recoveryCodes how many are left
     */
    public record State(Optional<Instant> since, int recoveryCodes) {}

    @Activate
    public SecondFactors(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Keys keys,
            @Reference Grants grants,
            @Reference Journal journal,
            @Reference Clock clock) {
        this.database = new Database(source);
        this.keys = keys;
        this.grants = grants;
        this.journal = journal;
        this.clock = clock;
    }

    public State state(TenantId tenant, UserId user) {
        return database.read(connection -> new State(
                SecondFactorTable.find(connection, tenant, user).flatMap(SecondFactor::confirmedAt),
                SecondFactorTable.recovery(connection, tenant, user).size()));
    }

    /** Whether he shows one when he signs in. */
    public boolean enrolled(TenantId tenant, UserId user) {
        return find(tenant, user).flatMap(SecondFactor::secret).isPresent();
    }

    /** Makes a secret for a user's app, in Base32. What he had before stays in force until a code of this one comes. */
    public String propose(Principal user) {
        byte[] secret = OneTimeCodes.secret();
        KeyId key = keys.ensure(user.tenant(), "user:" + user.user());
        byte[] sealed = keys.encrypt(key, context(user.user()), secret);
        database.act(connection -> {
            KeyId kept = SecondFactorTable.find(connection, user.tenant(), user.user())
                    .map(SecondFactor::key)
                    .orElse(key);
            byte[] pending = kept.equals(key) ? sealed : keys.encrypt(kept, context(user.user()), secret);
            SecondFactorTable.propose(connection, user.tenant(), user.user(), kept, pending);
        });
        return OneTimeCodes.text(secret);
    }

    /** Puts the proposed secret in force if the code is one of it. Answers new recovery codes; empty for a wrong code. */
    public Optional<List<String>> confirm(Principal user, String code) {
        Optional<SecondFactor> factor = find(user.tenant(), user.user());
        Optional<byte[]> pending = factor.flatMap(SecondFactor::pending);
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        byte[] secret = keys.decrypt(factor.get().key(), context(user.user()), pending.get());
        OptionalLong step = codes.step(secret, code.replaceAll("\\s", ""), clock.instant());
        if (step.isEmpty()) {
            return Optional.empty();
        }
        List<String> recovery = recoveryCodes();
        List<String> hashes = hashes(recovery);
        boolean confirmed = database.change(connection -> {
            boolean still = SecondFactorTable.confirm(
                    connection, user.tenant(), user.user(), pending.get(), step.getAsLong(), clock.instant());
            if (still) {
                SecondFactorTable.recovery(connection, user.tenant(), user.user(), hashes);
                BrowserTable.distrustAll(connection, user.tenant(), user.user());
                record(connection, user, user.user(), "security.secondFactor.enrol");
            }
            return still;
        });
        changed(user.tenant(), user.user());
        return confirmed ? Optional.of(recovery) : Optional.empty();
    }

    /** New recovery codes in the place of the old ones; empty if the user has no second factor. */
    public Optional<List<String>> renew(Principal user) {
        if (!enrolled(user.tenant(), user.user())) {
            return Optional.empty();
        }
        List<String> recovery = recoveryCodes();
        List<String> hashes = hashes(recovery);
        database.act(connection -> {
            SecondFactorTable.recovery(connection, user.tenant(), user.user(), hashes);
            record(connection, user, user.user(), "security.secondFactor.renew");
        });
        journal.committed();
        return Optional.of(recovery);
    }

    /** Takes a user's second factor away, as he himself wishes or because he has lost it; returns whether he had one. */
    public boolean remove(Principal actor, UserId user) {
        boolean had = database.change(connection -> {
            boolean removed = SecondFactorTable.remove(connection, actor.tenant(), user);
            if (removed) {
                BrowserTable.distrustAll(connection, actor.tenant(), user);
                record(connection, actor, user, "security.secondFactor.remove");
            }
            return removed;
        });
        changed(actor.tenant(), user);
        return had;
    }

    /** Whether the user has shown this code for the first time. */
    public boolean matches(TenantId tenant, UserId user, String shown) {
        String code = shown.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        if (CODE.matcher(code).matches()) {
            return find(tenant, user)
                    .filter(factor -> factor.secret().isPresent())
                    .map(factor -> keys.decrypt(
                            factor.key(), context(user), factor.secret().orElseThrow()))
                    .map(secret -> codes.step(secret, code, clock.instant()))
                    .filter(OptionalLong::isPresent)
                    .map(step -> database.change(
                            connection -> SecondFactorTable.take(connection, tenant, user, step.getAsLong())))
                    .orElse(false);
        }
        return RECOVERY.matcher(code).matches() && recovers(tenant, user, code);
    }

    private boolean recovers(TenantId tenant, UserId user, String code) {
        List<String> left = database.read(connection -> SecondFactorTable.recovery(connection, tenant, user));
        if (left.isEmpty()) {
            return false;
        }
        String hash = passwords.hashAs(code, left.get(0));
        boolean used = left.contains(hash)
                && database.change(
                        connection -> SecondFactorTable.use(connection, tenant, user, hash, clock.instant()));
        if (used) {
            Principal system = Principal.system(tenant, "security");
            Details details = Details.of("left", left.size() - 1);
            journal.record(system, "security.secondFactor.recover", Journal.user(user), details);
        }
        return used;
    }

    private Optional<SecondFactor> find(TenantId tenant, UserId user) {
        return database.read(connection -> SecondFactorTable.find(connection, tenant, user));
    }

    private void record(Connection connection, Principal actor, UserId user, String action) throws SQLException {
        journal.record(connection, actor, action, Journal.user(user), Details.none());
        journal.event(connection, actor, Journal.ACCOUNT_CHANGED, user.value(), Details.none());
    }

    private void changed(TenantId tenant, UserId user) {
        grants.forget(tenant, user);
        journal.committed();
    }

    private static byte[] context(UserId user) {
        return ("second-factor:" + user).getBytes(StandardCharsets.US_ASCII);
    }

    private static List<String> recoveryCodes() {
        return Stream.generate(SecondFactors::recoveryCode)
                .limit(RECOVERY_CODES)
                .toList();
    }

    /** Of 80 random bits: {@code abcd-efgh-jkmn-pqrs}. */
    private static String recoveryCode() {
        byte[] bytes = new byte[RECOVERY_BYTES];
        RANDOM.nextBytes(bytes);
        return String.join("-", Base32.text(bytes, RECOVERY_ALPHABET).split("(?<=\\G.{" + RECOVERY_GROUP + "})"));
    }

    private List<String> hashes(List<String> recovery) {
        List<String> plain =
                recovery.stream().map(code -> code.replace("-", "")).toList();
        String first = passwords.hash(plain.get(0));
        return Stream.concat(Stream.of(first), plain.stream().skip(1).map(code -> passwords.hashAs(code, first)))
                .toList();
    }
}
