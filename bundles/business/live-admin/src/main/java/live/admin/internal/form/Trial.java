// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.form;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import live.admin.internal.form.Form.Attribute;
import live.admin.internal.form.Form.Type;
import live.channel.ConnectionTest;
import live.channel.ConnectionTest.Step;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.configuration.Configuration;
import live.core.store.Secrets;
import live.core.web.Problem;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries settings before they are saved, by the test that the channel's module brings. */
@Component(service = Trial.class)
public final class Trial {
    private static final String PID = "live.channel.pid";
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** What decides who gets to see a password. */
    private static final Pattern DESTINATION = Pattern.compile("host|server|url|address|port|security|protocol|tls");

    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

    private final BundleContext context;
    private final Tasks tasks;
    private final Secrets secrets;

    @Activate
    public Trial(BundleContext context, @Reference Tasks tasks, @Reference Secrets secrets) {
        this.context = context;
        this.tasks = tasks;
        this.secrets = secrets;
    }

    /**
     * Tries settings.
     *
     * @param given as in the form; a password that is left out is taken from the existing configuration, if the settings
     *     lead to the same place: otherwise whoever may test could have it sent to a server of his own
     */
    public List<Step> run(Form form, Map<String, List<String>> given, Optional<Configuration> existing) {
        List<String> foreign = new ArrayList<>();
        Map<String, String> settings = new TreeMap<>();
        boolean samePlace = existing.filter(configuration -> samePlace(form, given, configuration))
                .isPresent();
        for (Attribute attribute : form.attributes()) {
            String id = attribute.id();
            List<String> texts = given.getOrDefault(id, List.of());
            if (attribute.type() == Type.PASSWORD && texts.isEmpty() && existing.isPresent()) {
                List<String> stored = existing.get().values().getOrDefault(id, List.of());
                if (samePlace) {
                    texts = stored.stream().map(secrets::reveal).toList();
                } else if (!stored.isEmpty()) {
                    foreign.add(attribute.name());
                }
            } else if (!given.containsKey(id)) {
                texts = attribute.defaults();
            }
            settings.put(id, String.join(",", texts));
        }
        if (!foreign.isEmpty()) {
            return List.of(new Step(
                    String.join(", ", foreign),
                    false,
                    "password.again",
                    "The settings lead to another place than before: type the password again to test them."));
        }
        return run(form.pid(), settings);
    }

    private List<Step> run(String pid, Map<String, String> settings) {
        ServiceReference<ConnectionTest> reference = find(pid)
                .orElseThrow(() -> Problem.notFound("admin.test.missing", "There is no test for " + pid + "."));
        ConnectionTest test = context.getService(reference);
        if (test == null) {
            throw Problem.notFound("admin.test.missing", "There is no test for " + pid + " any more.");
        }
        CompletableFuture<List<Step>> answer = new CompletableFuture<>();
        TaskHandle task = tasks.after("admin.test", Duration.ZERO, () -> {
            try {
                answer.complete(test.test(settings));
            } catch (RuntimeException broken) {
                // A module's code: whatever is wrong with it, the administrator waits for an answer.
                answer.completeExceptionally(broken);
            }
        });
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return List.of(new Step(pid, false, "test.silent", "No answer within " + LIMIT.toSeconds() + " seconds."));
        } catch (ExecutionException e) {
            LOG.warn("code=admin.test.broken the test of {} is broken", pid, e.getCause());
            return List.of(new Step(pid, false, "test.broken", "The test itself failed; the log says why."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(new Step(pid, false, "test.interrupted", "The test was interrupted."));
        } finally {
            task.close();
            context.ungetService(reference);
        }
    }

    private Optional<ServiceReference<ConnectionTest>> find(String pid) {
        try {
            return context.getServiceReferences(ConnectionTest.class, null).stream()
                    .filter(reference -> pid.equals(reference.getProperty(PID)))
                    .max(ServiceReference::compareTo);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean samePlace(Form form, Map<String, List<String>> given, Configuration existing) {
        return form.attributes().stream()
                .filter(attribute -> attribute.type() != Type.PASSWORD)
                .filter(attribute -> DESTINATION
                        .matcher(attribute.id().toLowerCase(Locale.ROOT))
                        .find())
                .allMatch(attribute -> effective(attribute, given).equals(effective(attribute, existing.values())));
    }

    private static List<String> effective(Attribute attribute, Map<String, List<String>> values) {
        return values.getOrDefault(attribute.id(), attribute.defaults());
    }
}
