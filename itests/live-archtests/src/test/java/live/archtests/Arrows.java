// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who may know whom: between layers, and which foreign types stay in which corner. */
final class Arrows {
    private static final Predicate<String> PERSISTENCE =
            under("javax.persistence", "org.eclipse.persistence", "org.apache.aries.jpa");
    private static final Predicate<String> WEB = under(
            "javax.ws.rs",
            "javax.servlet",
            "javax.websocket",
            "org.osgi.service.jaxrs",
            "org.osgi.service.http",
            "org.apache.cxf",
            "org.apache.aries.jax",
            "io.swagger");
    private static final Predicate<String> SHELL = under("org.apache.karaf.shell");
    private static final Predicate<String> DATABASE = under("java.sql", "javax.sql", "org.postgresql");

    private Arrows() {}

    static List<Rule> rules() {
        return List.of(
                between("arrow.api", "an API knows only live-api-core", Layer.API, to -> is(to, "live-api-core")),
                between("arrow.lib", "a library knows nothing of ours", Layer.LIB, to -> false),
                between("arrow.core", "core knows API and libraries", Layer.CORE, to -> api(to) || lib(to)),
                between(
                        "arrow.channels",
                        "a channel knows the channel and media APIs, the core API and libraries: no routing, no ticketing",
                        Layer.CHANNELS,
                        to -> lib(to) || is(to, "live-api-core", "live-api-channel", "live-api-media")),
                between("arrow.business", "business knows API and libraries", Layer.BUSINESS, to -> api(to) || lib(to)),
                between("arrow.web", "web knows API only", Layer.WEB, Arrows::api),
                between(
                        "arrow.example",
                        "a partner needs nothing but the core API and that of what he brings",
                        Layer.EXAMPLE,
                        (from, to) -> is(to, "live-api-core", from.name().replace("live-example-", "live-api-"))),
                foreign(
                        "types.persistence",
                        "JPA only in internal.store",
                        PERSISTENCE,
                        (module, type) -> corner(module, type, "store")),
                foreign(
                        "types.web",
                        "JAX-RS, servlet and WebSocket types only in bundles/web and in internal.web",
                        WEB,
                        (module, type) -> module.layer() == Layer.WEB || corner(module, type, "web")),
                foreign(
                        "types.shell",
                        "shell commands only in bundles/web and in internal.shell",
                        SHELL,
                        (module, type) -> module.layer() == Layer.WEB || corner(module, type, "shell")),
                foreign("types.database", "libraries and channels keep no tables", DATABASE, (module, type) -> !Set.of(
                                Layer.LIB, Layer.CHANNELS, Layer.EXAMPLE)
                        .contains(module.layer())),
                foreign(
                        "types.mail",
                        "the mail library only in the mail library and the e-mail channel",
                        under("jakarta.mail", "jakarta.activation", "org.eclipse.angus"),
                        (module, type) -> is(module, "live-lib-mail", "live-channel-email")));
    }

    private static Rule between(String id, String says, Layer from, Predicate<Module> allowed) {
        return between(id, says, from, (module, to) -> allowed.test(to));
    }

    private static Rule between(String id, String says, Layer from, BiPredicate<Module, Module> allowed) {
        return new Rule(id, says, reactor -> reactor.modules().stream()
                .filter(module -> module.layer() == from)
                .flatMap(module -> reactor.classes(module).stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream()
                                .map(Dependency::getTargetClass)
                                .flatMap(target -> reactor.owner(target).stream()
                                        .filter(owner -> !owner.equals(module) && !allowed.test(module, owner))
                                        .map(owner -> new Violation(
                                                type.getName(), "-> " + target.getName() + " of " + owner.name()))))));
    }

    private static Rule foreign(
            String id, String says, Predicate<String> library, BiPredicate<Module, JavaClass> allowed) {
        return new Rule(id, says, reactor -> reactor.modules().stream()
                .filter(module -> module.layer() != Layer.OUTSIDE)
                .flatMap(module -> reactor.classes(module).stream()
                        .filter(type -> !allowed.test(module, type))
                        .flatMap(type -> uses(type, library))));
    }

    private static Stream<Violation> uses(JavaClass type, Predicate<String> library) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getName())
                .filter(library)
                .map(target -> new Violation(type.getName(), "-> " + target));
    }

    /** {@code internal.store} of a module, and what lies below it. */
    private static boolean corner(Module module, JavaClass type, String name) {
        return module.layer().isBundle() && (type.getPackageName() + ".").contains(".internal." + name + ".");
    }

    private static boolean api(Module module) {
        return module.layer() == Layer.API;
    }

    private static boolean lib(Module module) {
        return module.layer() == Layer.LIB;
    }

    private static boolean is(Module module, String... names) {
        return Set.of(names).contains(module.name());
    }

    static Predicate<String> under(String... packages) {
        List<String> roots = Stream.of(packages).map(name -> name + ".").toList();
        return type -> roots.stream().anyMatch(type::startsWith);
    }
}
