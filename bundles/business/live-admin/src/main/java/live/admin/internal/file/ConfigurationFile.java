// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import live.core.LiveException;
import live.core.Principal;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.configuration.Section;
import live.core.configuration.Section.Change;
import live.core.configuration.Section.Fault;
import live.core.configuration.Section.Kind;
import live.core.configuration.Section.Plan;
import live.core.web.Problem;
import live.directory.Organisation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of the whole product as one file: exported, compared with what is, and applied. Sections come and go
 * with their modules. Thread-safe; one file is applied at a time.
 */
@Component(service = ConfigurationFile.class)
public final class ConfigurationFile {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAD =
            """
            # How LIVE is configured. Change what you like and import it: the differences are shown before anything is done.
            # A section that is left out stays as it is; an object that is left out of a section is removed.
            # Passwords and other secrets are not here, and stay as they are.
            """;

    private final Organisation organisation;
    private final AuditTrail audit;
    private final List<Section> services = new CopyOnWriteArrayList<>();

    /**
     * What a file would change.
     *
     * @param mark of these differences: whoever applies names it, so that nothing is done that nobody has seen
     * @param sections only those that differ or are wrong
     */
    public record Differences(String mark, boolean sound, List<SectionDifferences> sections) {}

    /** @param faults what is wrong; with any nothing is applied */
    public record SectionDifferences(String section, List<Difference> objects, List<Fault> faults) {}

    /** @param kind {@code added}, {@code changed} or {@code removed} */
    public record Difference(String kind, String name, List<FieldChange> fields) {}

    /** @param failure why nothing of the section was applied; empty if it was */
    public record Outcome(String section, int added, int changed, int removed, String failure) {}

    @Activate
    public ConfigurationFile(@Reference Organisation organisation, @Reference AuditTrail audit) {
        this.organisation = organisation;
        this.audit = audit;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSection(Section section) {
        services.add(section);
    }

    void removeSection(Section section) {
        services.remove(section);
    }

    /** All that the actor may see. */
    public String export(Principal actor) {
        organisation.reach(actor).requireEverything();
        List<Section> sections = sections(actor);
        State now = new State(sections, actor);
        audit.record(new AuditEntry(actor, "admin.configuration.export", "configuration", "{}"));
        return HEAD + Yaml.write(now.file());
    }

    /** What the file would change. */
    public Differences compare(Principal actor, String file) {
        organisation.reach(actor).requireEverything();
        return told(actor, sections(actor), Yaml.read(limited(file)));
    }

    private static String limited(String file) {
        if (file.length() > Yaml.LONGEST) {
            throw Problem.tooLarge("admin.file.large", "The file is larger than any configuration.");
        }
        return file;
    }

    private Differences told(Principal actor, List<Section> sections, ObjectNode file) {
        Comparison comparison = new Comparison(sections, new State(sections, actor), file);
        return told(actor, sections, comparison);
    }

    private static Differences told(Principal actor, List<Section> sections, Comparison comparison) {
        Map<String, SectionDifferences> told = new LinkedHashMap<>();
        for (Section section : sections) {
            Plan plan = comparison.plan(section);
            List<Fault> faults = new ArrayList<>(comparison.faults().getOrDefault(section.name(), List.of()));
            if (!plan.changes().isEmpty()) {
                if (!actor.isSystem() && !actor.may(section.writePermission())) {
                    faults.add(new Fault("", "", "The permission " + section.writePermission() + " is needed."));
                }
                faults.addAll(section.check(actor, plan));
            }
            List<Difference> objects = comparison.differences(section.name()).stream()
                    .map(each ->
                            new Difference(each.kind().name().toLowerCase(Locale.ROOT), each.name(), each.fields()))
                    .toList();
            if (!objects.isEmpty() || !faults.isEmpty()) {
                told.put(section.name(), new SectionDifferences(section.name(), objects, faults));
            }
        }
        comparison
                .faults()
                .forEach((section, faults) ->
                        told.computeIfAbsent(section, unknown -> new SectionDifferences(unknown, List.of(), faults)));
        List<SectionDifferences> all = List.copyOf(told.values());
        return new Differences(
                mark(all), all.stream().allMatch(each -> each.faults().isEmpty()), all);
    }

    /**
     * Makes the product what the file says, section by section, each as a whole or not at all; with the first that fails
     * it ends.
     *
     * @param mark of the differences that somebody has looked at
     * @throws Problem 409 if they are others by now, 422 if the file is not sound
     */
    public synchronized List<Outcome> apply(Principal actor, String file, String mark) {
        organisation.reach(actor).requireEverything();
        List<Section> sections = sections(actor);
        ObjectNode read = Yaml.read(limited(file));
        Comparison comparison = new Comparison(sections, new State(sections, actor), read);
        Differences differences = told(actor, sections, comparison);
        if (!differences.mark().equals(mark)) {
            throw Problem.conflict(
                    "admin.file.changed", "The differences are not those that were shown: look again.", differences);
        }
        if (!differences.sound()) {
            throw Problem.unprocessable("admin.file.unsound", "The file has faults; nothing was changed.");
        }
        Map<String, Plan> plans = new LinkedHashMap<>();
        sections.forEach(section -> plans.put(section.name(), comparison.plan(section)));
        audit.record(new AuditEntry(actor, "admin.configuration.apply", "configuration", summary(plans)));
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        boolean whole = sections.stream().allMatch(section -> step(actor, section, plans, false, outcomes));
        if (whole) {
            List<Section> back = new ArrayList<>(sections);
            Collections.reverse(back);
            whole = back.stream().allMatch(section -> step(actor, section, plans, true, outcomes));
        }
        if (!whole) {
            audit.record(new AuditEntry(actor, "admin.configuration.failed", "configuration", "{}"));
        }
        return List.copyOf(outcomes.values());
    }

    /** One section, without or with what goes; false if it failed. */
    private static boolean step(
            Principal actor,
            Section section,
            Map<String, Plan> plans,
            boolean removing,
            Map<String, Outcome> outcomes) {
        Plan plan = plans.getOrDefault(section.name(), new Plan(List.of(), Map.of()));
        List<Change> changes = plan.changes().stream()
                .filter(change -> (change.kind() == Kind.REMOVED) == removing)
                .toList();
        if (changes.isEmpty()) {
            return true;
        }
        String failure = "";
        try {
            section.apply(actor, changes);
        } catch (Problem problem) {
            failure = problem.detail();
        } catch (LiveException problem) {
            LOG.warn("code=admin.file.failed section {} could not be applied", section.name(), problem);
            failure = problem.code() + ": " + problem.getMessage();
        }
        Outcome before = outcomes.getOrDefault(section.name(), new Outcome(section.name(), 0, 0, 0, ""));
        outcomes.put(
                section.name(),
                failure.isEmpty()
                        ? new Outcome(
                                section.name(),
                                before.added() + count(changes, Kind.ADDED),
                                before.changed() + count(changes, Kind.CHANGED),
                                before.removed() + count(changes, Kind.REMOVED),
                                "")
                        : new Outcome(section.name(), before.added(), before.changed(), before.removed(), failure));
        return failure.isEmpty();
    }

    private static int count(List<Change> changes, Kind kind) {
        return (int) changes.stream().filter(change -> change.kind() == kind).count();
    }

    private static String summary(Map<String, Plan> plans) {
        ObjectNode summary = JSON.createObjectNode();
        plans.forEach((section, plan) -> {
            if (!plan.changes().isEmpty()) {
                summary.put(section, plan.changes().size());
            }
        });
        return summary.toString();
    }

    private static String mark(List<SectionDifferences> sections) {
        try {
            StringBuilder text = new StringBuilder();
            for (SectionDifferences section : sections) {
                text.append(section.section());
                for (Difference each : section.objects()) {
                    text.append('\n').append(each.kind()).append(' ').append(JSON.writeValueAsString(each.name()));
                    for (FieldChange field : each.fields()) {
                        text.append(JSON.writeValueAsString(List.of(
                                field.field(),
                                field.before().map(Object::toString).orElse(""),
                                field.after().map(Object::toString).orElse(""))));
                    }
                }
                text.append('\n').append(section.faults());
            }
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the actor may see, each after those that it refers to. */
    private List<Section> sections(Principal actor) {
        List<Section> open = new ArrayList<>(services.stream()
                .filter(section -> actor.isSystem() || actor.may(section.readPermission()))
                .sorted(Comparator.comparing(Section::name))
                .toList());
        List<Section> ordered = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        open.forEach(section -> waiting.add(section.name()));
        while (!open.isEmpty()) {
            Section next = open.stream()
                    .filter(section -> section.references().values().stream()
                            .allMatch(other -> other.equals(section.name()) || !waiting.contains(other)))
                    .findFirst()
                    .orElse(open.get(0));
            open.remove(next);
            waiting.remove(next.name());
            ordered.add(next);
        }
        return ordered;
    }
}
