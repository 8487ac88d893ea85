// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.channels.internal.Rules;
import live.channels.internal.store.Rule;
import live.channels.internal.store.RuleStore;
import live.core.QueueId;
import live.core.SkillId;
import live.core.Uuid7;
import live.core.web.Problem;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The classification rules: an ordered list, read and replaced as a whole. */
@Component(service = RulesResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=channels)")
@JSONRequired
@Path("rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RulesResource {
    private static final int MOST = 500;
    private static final int LONGEST = 500;

    private final RuleStore store;
    private final Rules rules;

    @Activate
    public RulesResource(@Reference RuleStore store, @Reference Rules rules) {
        this.store = store;
        this.rules = rules;
    }

    /** All rules, and the version that a change has to name. */
    public record RuleList(long version, @Nullable List<RuleBody> items) {}

    /** A rule as people edit it. */
    public record RuleBody(
            @Nullable UUID id,
            @Nullable String name,
            @Nullable String channel,
            @Nullable String to,
            @Nullable String from,
            @Nullable String subject,
            @Nullable String segment,
            @Nullable QueueId queue,
            @Nullable Integer priority,
            @Nullable List<SkillBody> skills,
            @Nullable Boolean active) {}

    /** A skill that is needed, at a level of 1 to 5. */
    public record SkillBody(@Nullable SkillId skill, int level) {}

    @GET
    @Requires("channel.read")
    public RuleList get(@Context SecurityContext security) {
        RuleStore.RuleSet set = store.get(Callers.principal(security).tenant());
        return new RuleList(
                set.version(), set.rules().stream().map(RulesResource::body).toList());
    }

    @PUT
    @Requires("channel.write")
    public RuleList put(@Nullable RuleList body, @Context SecurityContext security) {
        RuleList wanted = Objects.requireNonNullElse(body, new RuleList(0, null));
        List<Problem.Field> faults = new ArrayList<>();
        List<Rule> checked = new ArrayList<>();
        List<RuleBody> bodies = wanted.items() == null ? List.of() : wanted.items();
        if (bodies.size() > MOST) {
            throw Problem.invalid("items", "field.large", "at most " + MOST + " rules");
        }
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < bodies.size(); i++) {
            RuleBody rule = bodies.get(i);
            if (rule == null) {
                faults.add(new Problem.Field("items[" + i + "]", "field.missing", "must be given"));
            } else {
                check(rule, "items[" + i + "].", ids, faults).ifPresent(checked::add);
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        Optional<Long> version = store.replace(Callers.principal(security), wanted.version(), checked);
        if (version.isEmpty()) {
            throw Problem.conflict(
                    "channels.rules.changed", "Somebody has changed the rules meanwhile.", get(security));
        }
        rules.refresh();
        return get(security);
    }

    /** @throws Problem 400 with everything that is wrong */
    static Rule checked(RuleBody body) {
        List<Problem.Field> faults = new ArrayList<>();
        return check(body, "", new HashSet<>(), faults).orElseThrow(() -> Problem.invalid(faults));
    }

    private static Optional<Rule> check(RuleBody body, String path, Set<UUID> ids, List<Problem.Field> faults) {
        int before = faults.size();
        UUID id = body.id() == null ? Uuid7.next() : body.id();
        if (!ids.add(id)) {
            faults.add(new Problem.Field(path + "id", "field.duplicate", "is there twice"));
        }
        String name = body.name() == null ? "" : body.name().strip();
        if (name.isEmpty() || name.length() > 200 || name.indexOf('\0') >= 0) {
            faults.add(new Problem.Field(path + "name", "field.missing", "1 to 200 characters"));
        }
        QueueId queue = body.queue();
        if (queue == null) {
            faults.add(new Problem.Field(path + "queue", "field.missing", "a queue is needed"));
        }
        int priority = body.priority() == null ? 5 : body.priority();
        if (priority < 0 || priority > 9) {
            faults.add(new Problem.Field(path + "priority", "field.range", "0 to 9"));
        }
        condition(body.to(), path + "to", faults);
        condition(body.from(), path + "from", faults);
        condition(body.subject(), path + "subject", faults);
        if (body.segment() != null && body.segment().length() > LONGEST) {
            faults.add(new Problem.Field(path + "segment", "field.long", "at most " + LONGEST + " characters"));
        }
        Map<SkillId, Integer> skills = new LinkedHashMap<>();
        for (SkillBody skill : body.skills() == null ? List.<SkillBody>of() : body.skills()) {
            if (skill.skill() == null || skill.level() < 1 || skill.level() > 5) {
                faults.add(new Problem.Field(path + "skills", "field.range", "a skill with a level of 1 to 5"));
            } else {
                skills.put(skill.skill(), skill.level());
            }
        }
        if (faults.size() > before || queue == null) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                id,
                name,
                text(body.channel()),
                text(body.to()),
                text(body.from()),
                text(body.subject()),
                text(body.segment()),
                queue,
                priority,
                skills,
                body.active() == null || body.active()));
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static void condition(@Nullable String value, String path, List<Problem.Field> faults) {
        if (value != null && (value.length() > LONGEST || value.indexOf('\0') >= 0)) {
            faults.add(new Problem.Field(path, "field.long", "at most " + LONGEST + " characters"));
            return;
        }
        try {
            Rules.condition(text(value));
        } catch (IllegalArgumentException e) {
            faults.add(new Problem.Field(path, "field.pattern", "not a valid pattern: " + e.getMessage()));
        }
    }

    private static RuleBody body(Rule rule) {
        return new RuleBody(
                rule.id(),
                rule.name(),
                rule.channel().orElse(null),
                rule.to().orElse(null),
                rule.from().orElse(null),
                rule.subject().orElse(null),
                rule.segment().orElse(null),
                rule.queue(),
                rule.priority(),
                rule.skills().entrySet().stream()
                        .map(skill -> new SkillBody(skill.getKey(), skill.getValue()))
                        .toList(),
                rule.active());
    }
}
