// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import live.admin.internal.form.Form;
import live.admin.internal.form.Forms;
import live.admin.internal.form.Values;
import live.core.LiveException;
import live.core.Principal;
import live.core.TenantId;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import live.core.configuration.Section;
import live.core.web.Checks;
import live.core.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Settings of modules and accounts of channels, by their pids. Passwords are not in the file and stay as they are. What a
 * cfg file rules is no matter of this one.
 */
@Component(service = Section.class)
public final class SettingSection implements Section {
    private static final String CHANNEL = "live.channel.";

    private final Forms forms;
    private final Configurations configurations;

    @Activate
    public SettingSection(@Reference Forms forms, @Reference Configurations configurations) {
        this.forms = forms;
        this.configurations = configurations;
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public String readPermission() {
        return "module.read";
    }

    @Override
    public String writePermission() {
        return "module.write";
    }

    @Override
    public List<Item> items(TenantId tenant) {
        return forms.all(Locale.ENGLISH).stream()
                .flatMap(form -> there(form)
                        .filter(configuration -> !configuration.locked())
                        .map(configuration -> item(form, configuration)))
                .toList();
    }

    /** Accounts of channels have a permission of their own. */
    @Override
    public List<Item> items(Principal actor) {
        boolean channels = may(actor, "channel.read");
        return items(actor.tenant()).stream()
                .filter(item -> channels || !item.name().startsWith(CHANNEL))
                .toList();
    }

    private static boolean may(Principal actor, String permission) {
        return actor.isSystem() || actor.may(permission);
    }

    private Stream<Configuration> there(Form form) {
        return form.factory() ? configurations.of(form.pid()).stream() : configurations.find(form.pid()).stream();
    }

    private static Item item(Form form, Configuration configuration) {
        Map<String, Object> values = new HashMap<>(Values.show(form, configuration.values()));
        form.attributes().stream()
                .filter(attribute -> attribute.type() == Form.Type.PASSWORD)
                .forEach(attribute -> values.remove(attribute.id()));
        return new Item(
                UUID.nameUUIDFromBytes(configuration.pid().getBytes(StandardCharsets.UTF_8)),
                configuration.pid(),
                new TreeMap<>(values));
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        for (Change change : plan.changes()) {
            Optional<Form> form = forms.find(kind(change.name()), Locale.ENGLISH);
            if (form.isEmpty() || form.get().factory() != change.name().contains("~")) {
                faults.add(new Fault(change.name(), "", "no module here has such settings"));
                continue;
            }
            if (configurations.find(change.name()).filter(Configuration::locked).isPresent()) {
                faults.add(new Fault(change.name(), "", "a cfg file rules these settings"));
            }
            if (change.name().startsWith(CHANNEL)) {
                // Who does not see one that is there would change it unseen.
                Stream.of("channel.read", "channel.write")
                        .filter(permission -> !may(actor, permission))
                        .forEach(permission -> faults.add(
                                new Fault(change.name(), "", "the permission " + permission + " is needed")));
            }
            if (change.name().contains("~") && !change.name().matches("[^~]+~[a-z0-9][a-z0-9._-]{0,62}")) {
                faults.add(new Fault(change.name(), "", "the name after ~ must be small letters, digits and . _ -"));
            }
            try {
                values(form.get(), change);
            } catch (Problem problem) {
                problem.fields().forEach(field -> faults.add(new Fault(change.name(), field.field(), field.message())));
            }
        }
        return faults;
    }

    private static Map<String, List<String>> values(Form form, Change change) {
        Checks checks = new Checks();
        Map<String, JsonNode> given = new HashMap<>();
        Yaml.tree(change.after()).fields().forEachRemaining(field -> given.put(field.getKey(), field.getValue()));
        form.attributes().stream()
                .filter(attribute -> attribute.type() == Form.Type.PASSWORD && given.containsKey(attribute.id()))
                .forEach(attribute -> checks.wrong(attribute.id(), "field.secret", "is secret, and not set by a file"));
        Map<String, List<String>> values = Values.read(form, given, checks);
        if (change.kind() != Kind.REMOVED) {
            Values.complete(form, values, true, checks);
        }
        checks.done();
        return values;
    }

    private static String kind(String pid) {
        int tilde = pid.indexOf('~');
        return tilde < 0 ? pid : pid.substring(0, tilde);
    }

    /** Settings are stored one by one: if one fails, those before it become what they were. */
    @Override
    public void apply(Principal actor, List<Change> changes) {
        Deque<Runnable> back = new ArrayDeque<>();
        try {
            for (Change change : changes) {
                back.push(make(actor, change));
            }
        } catch (LiveException | Problem failure) {
            back.forEach(Runnable::run);
            throw failure;
        }
    }

    /** Answers what takes it back. */
    private Runnable make(Principal actor, Change change) {
        String pid = change.name();
        Form form = forms.find(kind(pid), Locale.ENGLISH)
                .orElseThrow(() -> Problem.conflict("admin.form.unknown", "The module of " + pid + " has left."));
        Optional<Configuration> before = configurations.find(pid);
        if (change.kind() == Kind.REMOVED) {
            before.ifPresent(present -> configurations.delete(actor, pid, present.version()));
            return () -> {};
        }
        Map<String, List<String>> values = values(form, change);
        Configuration after = before.isEmpty() && form.factory()
                ? configurations.create(actor, form.pid(), pid.substring(pid.indexOf('~') + 1), values)
                : configurations.change(
                        actor, pid, before.map(Configuration::version).orElse(0L), values);
        return before.isPresent()
                ? () -> configurations.change(
                        actor, pid, after.version(), before.get().values())
                : () -> configurations.delete(actor, pid, after.version());
    }
}
