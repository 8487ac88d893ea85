// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import live.admin.internal.form.Form;
import live.admin.internal.form.Forms;
import live.admin.internal.form.Values;
import live.core.Principal;
import live.core.TenantId;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import live.core.web.Checks;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code settings:set}. */
@Service
@Command(scope = "settings", name = "set", description = "Makes or changes settings; what is not named stays as it is")
public class SetSettings implements Action {
    @Argument(index = 0, name = "pid", required = true, description = "live.channel.email~support")
    private String pid = "";

    @Argument(
            index = 1,
            name = "settings",
            required = true,
            multiValued = true,
            description = "name=value ...; of a password the name alone, it is asked for")
    private List<String> settings = new ArrayList<>();

    @Reference
    private @Nullable Forms forms;

    @Reference
    private @Nullable Configurations configurations;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() throws IOException {
        Configurations stored = Objects.requireNonNull(configurations);
        int tilde = pid.indexOf('~');
        String kind = tilde < 0 ? pid : pid.substring(0, tilde);
        Form form = Objects.requireNonNull(forms)
                .find(kind, Locale.ENGLISH)
                .orElseThrow(() -> new IllegalArgumentException("There are no settings " + kind));
        Optional<Configuration> present = stored.find(pid);
        Map<String, JsonNode> given = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String name = equals < 0 ? setting : setting.substring(0, equals);
            boolean password = form.attribute(name)
                    .filter(attribute -> attribute.type() == Form.Type.PASSWORD)
                    .isPresent();
            if (password && equals >= 0) {
                throw new IllegalArgumentException(
                        "Give " + name + " without a value: it is asked for, so that no history of commands keeps it");
            }
            if (!password && equals < 1) {
                throw new IllegalArgumentException(setting + " is not name=value");
            }
            given.put(name, TextNode.valueOf(password ? secret(name) : setting.substring(equals + 1)));
        }
        Checks checks = new Checks();
        Map<String, List<String>> values =
                new HashMap<>(present.map(Configuration::values).orElse(Map.of()));
        values.putAll(Values.read(form, given, checks));
        Values.complete(form, values, present.isPresent(), checks);
        checks.done();
        Principal shell = Principal.shell(TenantId.DEFAULT);
        Configuration saved = present.isPresent() || tilde < 0
                ? stored.change(shell, pid, present.map(Configuration::version).orElse(0L), values)
                : stored.create(shell, kind, pid.substring(tilde + 1), values);
        Objects.requireNonNull(session).getConsole().println(saved.pid() + " is saved.");
        return null;
    }

    private String secret(String name) throws IOException {
        try {
            String typed = Objects.requireNonNull(session).readLine(name + ": ", '*');
            if (typed != null && !typed.isEmpty()) {
                return typed;
            }
        } catch (UnsupportedOperationException e) {
            // A single command has nobody to ask.
        }
        throw new IllegalArgumentException(
                name + " has to be typed: open the shell first, then repeat the command there");
    }
}
