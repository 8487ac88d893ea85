// SPDX-License-Identifier: Apache-2.0
package live.branch.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import live.branch.internal.store.BranchStore;
import live.branch.internal.store.VisitorStore;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.visitor.Visitor;
import live.core.visitor.VisitorDoor;
import live.core.visitor.VisitorId;
import live.directory.Directory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Lets visitors into branches. Thread-safe. */
@Component(service = VisitorDoor.class)
public final class Entry implements VisitorDoor {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** How old a token may become before he is given another. */
    private static final Duration RENEWAL = Duration.ofDays(1);
    /** When a token that was given out and not shown is given up for another. */
    private static final Duration LOST = Duration.ofMinutes(10);
    /** After which nobody is known again. */
    private static final Duration MEMORY = Duration.ofDays(90);

    private static final Duration WRITING = Duration.ofSeconds(5);
    private static final TenantId TENANT = TenantId.DEFAULT;

    private final BranchStore branches;
    private final VisitorStore visitors;
    private final Directory directory;
    private final Clock clock;
    private final Map<VisitorId, Boolean> seen = new ConcurrentHashMap<>();
    private final TaskHandle writing;
    private final TaskHandle forgetting;

    @Activate
    public Entry(
            @Reference BranchStore branches,
            @Reference VisitorStore visitors,
            @Reference Directory directory,
            @Reference Tasks tasks,
            @Reference Clock clock) {
        this.branches = branches;
        this.visitors = visitors;
        this.directory = directory;
        this.clock = clock;
        writing = tasks.every("branch.seen", WRITING, this::write);
        forgetting = tasks.every(
                "branch.forget",
                Duration.ofHours(1),
                () -> visitors.forget(clock.instant().minus(MEMORY)));
    }

    @Deactivate
    void stop() {
        writing.close();
        forgetting.close();
    }

    @Override
    public Optional<Entrance> entrance(String code) {
        return branches.open(TENANT, code).map(branch -> new Entrance(code, branch.sites(), face(branch)));
    }

    @Override
    public Admission admit(Knock knock) {
        Branch branch = branches.open(TENANT, knock.branch()).orElse(null);
        if (branch == null) {
            return new Refused("branch.missing");
        }
        if (!branch.sites().isEmpty()
                && !knock.site().isEmpty()
                && branch.sites().stream().noneMatch(knock.site()::equalsIgnoreCase)) {
            return new Refused("branch.site");
        }
        Instant now = clock.instant();
        Optional<VisitorStore.Known> known = knock.token().isEmpty()
                ? Optional.empty()
                : visitors.find(TENANT, branch.id(), Tokens.hash(knock.token()));
        String token = "";
        VisitorId id;
        if (known.isPresent()) {
            id = known.get().id();
            if (stale(known.get(), now)) {
                token = Tokens.next();
                visitors.renew(TENANT, id, Tokens.hash(token), now);
            }
        } else {
            // Whatever was shown was no token of ours, or is forgotten: he comes for the first time.
            id = VisitorId.next();
            token = Tokens.next();
            visitors.add(TENANT, id, branch.id(), Tokens.hash(token), now);
        }
        Set<String> services = new HashSet<>(branch.services());
        services.add(Waiting.SERVICE);
        return new Admitted(new Visitor(TENANT, id, branch.code()), token, services, face(branch));
    }

    private static boolean stale(VisitorStore.Known known, Instant now) {
        Duration age = Duration.between(known.issuedAt(), now);
        return age.compareTo(known.renewing() ? LOST : RENEWAL) > 0;
    }

    @Override
    public void seen(Visitor visitor, boolean open) {
        seen.put(visitor.id(), true);
    }

    private void write() {
        Set<VisitorId> some = Set.copyOf(seen.keySet());
        some.forEach(seen::remove);
        if (!some.isEmpty()) {
            visitors.seen(TENANT, some, clock.instant());
        }
    }

    private String face(Branch branch) {
        ObjectNode face = JSON.createObjectNode()
                .put("title", branch.title())
                .put("greeting", branch.greeting())
                .put("colour", branch.colour())
                .put("open", open(branch));
        branch.language().ifPresent(language -> face.put("language", language));
        var subjects = face.putArray("subjects");
        branch.subjects().forEach(subjects::add);
        var services = face.putArray("services");
        branch.services().stream().sorted().forEach(services::add);
        return face.toString();
    }

    private boolean open(Branch branch) {
        return branch.hours()
                .flatMap(hours -> Optional.ofNullable(directory.hours(TENANT).get(hours)))
                .map(hours -> hours.at(clock.instant()).open())
                .orElse(true);
    }
}
