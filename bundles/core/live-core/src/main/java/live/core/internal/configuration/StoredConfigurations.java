// SPDX-License-Identifier: Apache-2.0
package live.core.internal.configuration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import live.core.LiveException;
import live.core.Principal;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import live.core.internal.configuration.ConfigurationTable.Entry;
import live.core.store.SchemaReady;
import live.core.store.Secrets;
import live.lib.sql.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Configurations in PostgreSQL. */
@Component(service = Configurations.class)
public final class StoredConfigurations implements Configurations {
    private static final Pattern PID = Pattern.compile("live\\.[A-Za-z0-9._-]{1,200}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int LONGEST = 100_000;

    private final Database database;
    private final Projection projection;
    private final Passwords passwords;
    private final Secrets secrets;
    private final AuditTrail audit;

    @Activate
    public StoredConfigurations(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema,
            @Reference Projection projection,
            @Reference Passwords passwords,
            @Reference Secrets secrets,
            @Reference AuditTrail audit) {
        database = new Database(source);
        this.projection = projection;
        this.passwords = passwords;
        this.secrets = secrets;
        this.audit = audit;
    }

    @Override
    public List<Configuration> of(String factoryOrPid) {
        checked(PID, factoryOrPid, "pid");
        Map<String, Configuration> found = new TreeMap<>();
        database.read(connection -> ConfigurationTable.of(connection, factoryOrPid))
                .forEach(entry -> found.put(entry.pid(), shown(entry)));
        projection.files(factoryOrPid).forEach((pid, values) -> {
            Configuration stored = found.get(pid);
            boolean several = !pid.equals(factoryOrPid);
            found.put(
                    pid,
                    new Configuration(
                            pid,
                            several ? Optional.of(factoryOrPid) : Optional.empty(),
                            several && pid.startsWith(factoryOrPid + "~")
                                    ? pid.substring(factoryOrPid.length() + 1)
                                    : pid,
                            true,
                            values,
                            stored == null ? 0 : stored.version()));
        });
        return List.copyOf(found.values());
    }

    @Override
    public Optional<Configuration> find(String pid) {
        int name = pid.indexOf('~');
        return of(name < 0 ? pid : pid.substring(0, name)).stream()
                .filter(configuration -> configuration.pid().equals(pid))
                .findFirst();
    }

    @Override
    public Configuration create(Principal actor, String factory, String name, Map<String, List<String>> values) {
        checked(PID, factory, "factory");
        checked(NAME, name, "name");
        String pid = factory + "~" + name;
        unlocked(pid);
        return store(actor, pid, Optional.of(factory), name, values, "core.configuration.create", present -> {
            if (present.filter(entry -> !entry.deleted()).isPresent()) {
                throw new LiveException("configuration.exists", "There is a configuration " + pid + " already");
            }
        });
    }

    @Override
    public Configuration change(Principal actor, String pid, long version, Map<String, List<String>> values) {
        int tilde = pid.indexOf('~');
        checked(PID, tilde < 0 ? pid : pid.substring(0, tilde), "pid");
        unlocked(pid);
        Optional<String> factory = tilde < 0 ? Optional.empty() : Optional.of(pid.substring(0, tilde));
        String name = tilde < 0 ? pid : pid.substring(tilde + 1);
        return store(actor, pid, factory, name, values, "core.configuration.change", present -> {
            boolean there = present.filter(entry -> !entry.deleted()).isPresent();
            if (factory.isPresent() && !there) {
                throw missing(pid);
            }
            fresh(pid, version, there ? present.map(Entry::version).orElse(0L) : 0L);
        });
    }

    @Override
    public void delete(Principal actor, String pid, long version) {
        unlocked(pid);
        Entry gone = database.change(connection -> {
            Entry present = ConfigurationTable.lock(connection, pid)
                    .filter(entry -> !entry.deleted())
                    .orElseThrow(() -> missing(pid));
            fresh(pid, version, present.version());
            ConfigurationTable.delete(connection, pid);
            audit.record(connection, new AuditEntry(actor, "core.configuration.delete", "configuration:" + pid, "{}"));
            return present;
        });
        references(gone.values()).forEach(secrets::delete);
        project();
    }

    @FunctionalInterface
    private interface Condition {
        void check(Optional<Entry> present);
    }

    private Configuration store(
            Principal actor,
            String pid,
            Optional<String> factory,
            String name,
            Map<String, List<String>> values,
            String action,
            Condition condition) {
        valid(values);
        Set<String> hidden = passwords.of(factory.orElse(pid));
        Map<String, List<String>> before = new HashMap<>();
        Entry stored = database.change(connection -> {
            Optional<Entry> present = ConfigurationTable.lock(connection, pid);
            condition.check(present);
            present.filter(entry -> !entry.deleted()).ifPresent(entry -> before.putAll(entry.values()));
            Map<String, List<String>> after = sealed(pid, hidden, before, values);
            Entry entry = ConfigurationTable.store(connection, pid, factory, name, after);
            audit.record(
                    connection,
                    new AuditEntry(
                            actor, action, "configuration:" + pid, "{\"changed\":" + changed(before, after) + "}"));
            return entry;
        });
        Set<String> kept = references(stored.values());
        references(before).stream()
                .filter(reference -> !kept.contains(reference))
                .forEach(secrets::delete);
        project();
        return shown(stored);
    }

    private void project() {
        try {
            projection.refresh();
        } catch (IOException e) {
            throw new LiveException(
                    "configuration.unprojected", "Stored, but this node cannot show it to its components", e);
        }
    }

    private Map<String, List<String>> sealed(
            String pid, Set<String> hidden, Map<String, List<String>> before, Map<String, List<String>> given) {
        Map<String, List<String>> after = new TreeMap<>();
        given.forEach((name, texts) -> {
            if (!hidden.contains(name)) {
                after.put(name, texts);
            }
        });
        for (String name : hidden) {
            List<String> old = before.getOrDefault(name, List.of());
            List<String> texts = given.getOrDefault(name, old);
            List<String> references = new ArrayList<>();
            for (String text : texts) {
                if (old.contains(text)) {
                    references.add(text);
                } else if (text.startsWith(Secrets.PREFIX)) {
                    // Whoever could name another's secret could send it to a server of his own.
                    throw new LiveException("configuration.invalid", name + " must not begin with " + Secrets.PREFIX);
                } else if (!text.isEmpty()) {
                    references.add(secrets.store(pid, text));
                }
            }
            if (!references.isEmpty()) {
                after.put(name, references);
            }
        }
        return after;
    }

    private static Configuration shown(Entry entry) {
        return new Configuration(entry.pid(), entry.factory(), entry.name(), false, entry.values(), entry.version());
    }

    private static Set<String> references(Map<String, List<String>> values) {
        return values.values().stream()
                .flatMap(List::stream)
                .filter(text -> text.startsWith(Secrets.PREFIX))
                .collect(Collectors.toSet());
    }

    private static String changed(Map<String, List<String>> before, Map<String, List<String>> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void unlocked(String pid) {
        if (projection.locked(pid)) {
            throw new LiveException("configuration.locked", "A cfg file says what applies to " + pid);
        }
    }

    private static void fresh(String pid, long version, long present) {
        if (version != present) {
            throw new LiveException("configuration.stale", pid + " has been changed since it was read");
        }
    }

    private static LiveException missing(String pid) {
        return new LiveException("configuration.missing", "There is no configuration " + pid);
    }

    private static void checked(Pattern pattern, String text, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new LiveException("configuration.invalid", "Not a possible " + what);
        }
    }

    private static void valid(Map<String, List<String>> values) {
        values.forEach((name, texts) -> {
            checked(ATTRIBUTE, name, "attribute");
            for (String text : texts) {
                if (text.length() > LONGEST || text.indexOf(0) >= 0) {
                    throw new LiveException("configuration.invalid", name + " is too long, or holds a NUL");
                }
            }
        });
    }
}
