// SPDX-License-Identifier: Apache-2.0
package live.core.internal.configuration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.internal.configuration.ConfigurationTable.Entry;
import live.core.store.SchemaReady;
import live.core.store.Secrets;
import live.lib.sql.Database;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the table of configurations to Config Admin of this node, and takes in what appears there from elsewhere: cfg
 * files and shell commands. Changes are heard of on the thread that makes them, because only there it is known who does.
 */
@Component(
        service = {Projection.class, SynchronousConfigurationListener.class},
        immediate = true)
public class Projection implements SynchronousConfigurationListener {
    /** Marks what was projected, with the revision of the row. */
    static final String REVISION = "live.revision";

    /** In a cfg file: take me in once, then the database rules. */
    static final String SEED = "live.seed";

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final String FILE = "felix.fileinstall.filename";
    private static final String PRODUCT = "live.";
    private static final String SHELL = "shell";
    private static final Duration POLL = Duration.ofSeconds(2);
    /** Revisions are given before their commits: one that comes late is found by looking back this far. */
    private static final int LOOK_BACK = 100;

    private final ConfigurationAdmin admin;
    private final Database database;
    private final Passwords passwords;
    private final Secrets secrets;
    private final AuditTrail audit;
    private final Tasks tasks;
    private final TaskHandle task;
    private final Map<String, Long> projected = new HashMap<>();
    private long newest;
    private boolean swept;

    @Activate
    public Projection(
            @Reference ConfigurationAdmin admin,
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema,
            @Reference Passwords passwords,
            @Reference Secrets secrets,
            @Reference AuditTrail audit,
            @Reference Tasks tasks) {
        this.admin = admin;
        this.audit = audit;
        this.passwords = passwords;
        this.secrets = secrets;
        this.tasks = tasks;
        database = new Database(source);
        task = tasks.every("core.configuration", POLL, this::refresh);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    /** Brings Config Admin up to date with the table. */
    synchronized void refresh() throws IOException {
        List<Entry> changed =
                database.read(connection -> ConfigurationTable.since(connection, Math.max(0, newest - LOOK_BACK)));
        for (Entry entry : changed) {
            if (!Long.valueOf(entry.revision()).equals(projected.get(entry.pid()))) {
                project(entry);
                projected.put(entry.pid(), entry.revision());
            }
            newest = Math.max(newest, entry.revision());
        }
        if (!swept) {
            sweep();
            swept = true;
        }
        takeInPasswords();
    }

    /** Whether a cfg file says what applies. */
    boolean locked(String pid) {
        return present(pid).flatMap(Projection::file).isPresent();
    }

    /** What a cfg file says, by pid, of a kind. */
    Map<String, Map<String, List<String>>> files(String factoryOrPid) {
        Map<String, Map<String, List<String>>> found = new TreeMap<>();
        for (Configuration configuration :
                configurations("(|(service.pid=" + factoryOrPid + ")(service.factoryPid=" + factoryOrPid + "))")) {
            if (file(configuration).isPresent()) {
                found.put(configuration.getPid(), values(configuration));
            }
        }
        return found;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (!event.getPid().startsWith(PRODUCT)) {
            return;
        }
        Optional<Principal> typed = Optional.of(Principal.shell(TenantId.DEFAULT))
                .filter(who -> !who.name().equals(SHELL));
        // Never on the thread of Config Admin: this may wait for the database.
        tasks.after(
                "core.configuration.event", Duration.ZERO, () -> changed(event.getPid(), event.getFactoryPid(), typed));
    }

    /**
     * @param typed who did it, if it was a command of the shell
     */
    private synchronized void changed(String pid, String factory, Optional<Principal> typed) throws IOException {
        Optional<Configuration> present = present(pid);
        Optional<Entry> entry = database.read(connection -> ConfigurationTable.find(connection, pid));
        if (present.isEmpty()) {
            if (entry.isPresent()) {
                project(entry.get());
            }
            return;
        }
        Configuration configuration = present.get();
        Optional<Path> file = file(configuration);
        if (file.isPresent() && takeInPasswords(configuration, file.get())) {
            // The file was rewritten, and is read again.
            return;
        }
        boolean seed = file.isPresent()
                && values(configuration).getOrDefault(SEED, List.of()).contains("true");
        if (file.isPresent() && !seed) {
            audit.record(audited("core.configuration.file", pid, who(typed, file)));
            return;
        }
        boolean ours = Long.valueOf(entry.map(Entry::revision).orElse(-1L))
                .equals(configuration.getProperties().get(REVISION));
        if (file.isEmpty() && ours) {
            return;
        }
        if (seed && entry.isPresent()) {
            project(entry.get());
            return;
        }
        Map<String, List<String>> values = sealed(pid, Optional.ofNullable(factory), values(configuration));
        values.remove(SEED);
        Entry stored = database.change(connection -> {
            audit.record(connection, audited("core.configuration.take", pid, who(typed, file)));
            return ConfigurationTable.store(connection, pid, Optional.ofNullable(factory), name(pid, factory), values);
        });
        LOG.info("code=configuration.taken pid={} from {}", pid, seed ? "a seed file" : "the shell");
        project(stored);
    }

    /** Whoever typed it; else the file, whose writer only the machine knows. */
    private static Principal who(Optional<Principal> typed, Optional<Path> file) {
        String part = file.map(
                        path -> "file " + path.subpath(Math.max(0, path.getNameCount() - 2), path.getNameCount()))
                .orElse(SHELL);
        return typed.orElseGet(() -> Principal.system(TenantId.DEFAULT, part));
    }

    private static AuditEntry audited(String action, String pid, Principal who) {
        return new AuditEntry(who, action, "configuration:" + pid, "{}");
    }

    /** Plain passwords become secrets. */
    private Map<String, List<String>> sealed(String pid, Optional<String> factory, Map<String, List<String>> values) {
        Map<String, List<String>> sealed = new TreeMap<>(values);
        for (String password : passwords.of(factory.orElse(pid))) {
            sealed.computeIfPresent(password, (name, texts) -> texts.stream()
                    .map(text -> text.isEmpty() || text.startsWith(Secrets.PREFIX) ? text : secrets.store(pid, text))
                    .toList());
        }
        return sealed;
    }

    private void takeInPasswords() throws IOException {
        // Again and again: the form that tells what is a password may come later than the file.
        for (Configuration configuration : configurations("(" + FILE + "=*)")) {
            Optional<Path> file = file(configuration);
            if (file.isPresent() && configuration.getPid().startsWith(PRODUCT)) {
                takeInPasswords(configuration, file.get());
            }
        }
    }

    private boolean takeInPasswords(Configuration configuration, Path file) throws IOException {
        Map<String, List<String>> values = values(configuration);
        if (values.values().stream().flatMap(List::stream).allMatch(text -> text.startsWith(Secrets.PREFIX))) {
            return false;
        }
        String kind = Optional.ofNullable(configuration.getFactoryPid()).orElse(configuration.getPid());
        Map<String, String> references = new TreeMap<>();
        for (String password : passwords.of(kind)) {
            List<String> plain = values.getOrDefault(password, List.of());
            if (plain.size() == 1 && !plain.get(0).isEmpty() && !plain.get(0).startsWith(Secrets.PREFIX)) {
                references.put(password, secrets.store(configuration.getPid(), plain.get(0)));
            }
        }
        if (references.isEmpty()) {
            return false;
        }
        CfgFile.replace(file, references);
        // At once, and not only when the file is read again.
        Dictionary<String, Object> properties = configuration.getProperties();
        references.forEach(properties::put);
        configuration.updateIfDifferent(properties);
        LOG.info("code=configuration.secret pid={} passwords taken in from {}", configuration.getPid(), file);
        return true;
    }

    private void project(Entry entry) throws IOException {
        Optional<Configuration> present = present(entry.pid());
        boolean ruledByFile = present.flatMap(Projection::file).isPresent()
                && !present.map(Projection::values)
                        .orElse(Map.of())
                        .getOrDefault(SEED, List.of())
                        .contains("true");
        if (ruledByFile) {
            return;
        }
        if (entry.deleted()) {
            if (present.isPresent() && present.get().getProperties().get(REVISION) != null) {
                present.get().delete();
            }
            return;
        }
        Configuration target = entry.factory().isPresent()
                ? admin.getFactoryConfiguration(entry.factory().get(), entry.name(), "?")
                : admin.getConfiguration(entry.pid(), "?");
        Dictionary<String, Object> properties = new Hashtable<>();
        entry.values()
                .forEach((name, texts) ->
                        properties.put(name, texts.size() == 1 ? texts.get(0) : texts.toArray(new String[0])));
        properties.put(REVISION, entry.revision());
        target.updateIfDifferent(properties);
    }

    /** Removes what an earlier start projected and the table no longer knows, as after a restore of the database. */
    private void sweep() throws IOException {
        for (Configuration configuration : configurations("(" + REVISION + "=*)")) {
            String pid = configuration.getPid();
            boolean known = database.read(connection -> ConfigurationTable.find(connection, pid))
                    .filter(entry -> !entry.deleted())
                    .isPresent();
            if (!known) {
                configuration.delete();
            }
        }
    }

    private Optional<Configuration> present(String pid) {
        return configurations("(service.pid=" + pid + ")").stream().findFirst();
    }

    private List<Configuration> configurations(String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : Arrays.asList(found);
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> file(Configuration configuration) {
        Object file = configuration.getProperties().get(FILE);
        return file == null ? Optional.empty() : Optional.of(Path.of(URI.create(file.toString())));
    }

    /** What was set, without what Config Admin and the file reader add. */
    private static Map<String, List<String>> values(Configuration configuration) {
        Dictionary<String, Object> properties = configuration.getProperties();
        Set<String> added = Set.of("service.pid", "service.factoryPid", "service.bundleLocation", FILE, REVISION);
        Map<String, List<String>> values = new TreeMap<>();
        for (String name : Collections.list(properties.keys())) {
            if (!added.contains(name)) {
                values.put(name, texts(properties.get(name)));
            }
        }
        return values;
    }

    private static List<String> texts(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        if (value instanceof Object[] many) {
            return Arrays.stream(many).map(String::valueOf).toList();
        }
        return new ArrayList<>(List.of(String.valueOf(value)));
    }

    private static String name(String pid, String factory) {
        return factory != null && pid.startsWith(factory + "~") ? pid.substring(factory.length() + 1) : pid;
    }
}
