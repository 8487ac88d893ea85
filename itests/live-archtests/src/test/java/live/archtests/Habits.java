// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names, threads, nulls and the other habits that every class keeps. */
final class Habits {
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Utils?|Manager|Helpers?|D[Tt][Oo])");
    private static final Set<String> EMPTY_PACKAGES =
            Set.of("impl", "util", "utils", "common", "manager", "helper", "helpers", "dto");
    private static final Set<String> THREAD_MAKERS = Set.of(
            "java.util.Timer",
            "java.lang.Thread",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ForkJoinPool");
    private static final Predicate<String> DISABLED =
            Set.of("org.junit.jupiter.api.Disabled", "org.junit.Ignore")::contains;

    private Habits() {}

    static List<Rule> rules() {
        return List.of(
                perClass(
                        "name.class",
                        "no class is called Impl, Util, Manager, Helper or Dto",
                        Habits::mainAndTest,
                        type -> EMPTY_NAME.matcher(type.getSimpleName()).matches()
                                ? Stream.of("says nothing by its name")
                                : Stream.empty()),
                perClass(
                        "name.package",
                        "no package is called impl, util, common, manager, helper or dto",
                        Habits::mainAndTest,
                        type -> Stream.of(type.getPackageName().split("\\."))
                                .filter(EMPTY_PACKAGES::contains)
                                .map(word -> "is in a package called " + word)),
                new Rule(
                        "name.root",
                        "a bundle's classes are in the package that its name gives",
                        reactor -> reactor.bundles().stream().flatMap(module -> reactor.classes(module).stream()
                                .filter(type -> !module.owns(type.getPackageName()))
                                .map(type ->
                                        new Violation(type.getName(), "is not in a package of " + module.name())))),
                perClass(
                        "thread",
                        "threads and timers are made by the supervised tasks alone",
                        Habits::bundles,
                        Habits::threadsMade),
                perClass(
                        "print",
                        "nobody prints to System.out or System.err",
                        Habits::bundlesAndApi,
                        type -> type.getFieldAccessesFromSelf().stream()
                                .map(JavaAccess::getTarget)
                                .filter(field -> field.getOwner().getName().equals("java.lang.System"))
                                .filter(field -> Set.of("out", "err").contains(field.getName()))
                                .map(field -> "prints to System." + field.getName())),
                new Rule(
                        "null",
                        "every package is @NullMarked",
                        reactor ->
                                bundlesAndApi(reactor)
                                        .collect(Collectors.groupingBy(JavaClass::getPackageName))
                                        .entrySet()
                                        .stream()
                                        .filter(types -> types.getValue().stream()
                                                .noneMatch(type -> type.getSimpleName()
                                                                .equals("package-info")
                                                        && type.isAnnotatedWith("org.jspecify.annotations.NullMarked")))
                                        .map(types ->
                                                new Violation(types.getKey(), "has no @NullMarked package-info"))),
                perClass(
                        "test.sleep",
                        "tests wait for conditions, they do not sleep",
                        Habits::tests,
                        type -> type.getMethodCallsFromSelf().stream()
                                .filter(call -> call.getName().equals("sleep"))
                                .filter(call -> Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                        .contains(call.getTargetOwner().getName()))
                                .map(call -> "sleeps in " + call.getOrigin().getName())),
                perClass("test.disabled", "no test is switched off", Habits::tests, type -> Stream.concat(
                                Stream.of(type).filter(t -> isDisabled(t)).map(JavaClass::getSimpleName),
                                type.getCodeUnits().stream()
                                        .filter(unit -> unit.getAnnotations().stream()
                                                .anyMatch(a -> DISABLED.test(
                                                        a.getRawType().getName())))
                                        .map(JavaCodeUnit::getName))
                        .map(name -> name + " is switched off")));
    }

    private static boolean isDisabled(JavaClass type) {
        return type.getAnnotations().stream()
                .anyMatch(annotation -> DISABLED.test(annotation.getRawType().getName()));
    }

    private static Stream<String> threadsMade(JavaClass type) {
        Stream<String> made = type.getConstructorCallsFromSelf().stream()
                .map(call -> call.getTargetOwner().getName())
                .filter(THREAD_MAKERS::contains)
                .map(name -> "makes a " + name);
        Stream<String> pools = type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getName().equals("java.util.concurrent.Executors")
                        || call.getTargetOwner().getName().equals("java.util.concurrent.ForkJoinPool"))
                .map(call -> "calls " + call.getTargetOwner().getSimpleName() + "." + call.getName());
        Stream<String> hidden = type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getName().equals("java.util.concurrent.CompletableFuture"))
                .filter(call -> call.getTarget().getName().matches("runAsync|supplyAsync"))
                .filter(call -> call.getTarget().getRawParameterTypes().size() == 1)
                .map(call -> "uses the common pool by " + call.getName());
        return Stream.of(made, pools, hidden).flatMap(Function.identity());
    }

    private static Rule perClass(
            String id,
            String says,
            Function<Reactor, Stream<JavaClass>> classes,
            Function<JavaClass, Stream<String>> breaches) {
        return new Rule(id, says, reactor -> classes.apply(reactor)
                .flatMap(type -> breaches.apply(type).map(breach -> new Violation(type.getName(), breach))));
    }

    private static Stream<JavaClass> bundles(Reactor reactor) {
        return reactor.bundles().stream().flatMap(module -> reactor.classes(module).stream());
    }

    private static Stream<JavaClass> bundlesAndApi(Reactor reactor) {
        return reactor.modules().stream()
                .filter(module -> module.layer() != Layer.OUTSIDE)
                .flatMap(module -> reactor.classes(module).stream());
    }

    private static Stream<JavaClass> tests(Reactor reactor) {
        return reactor.modules().stream().flatMap(module -> reactor.testClasses(module).stream());
    }

    private static Stream<JavaClass> mainAndTest(Reactor reactor) {
        return reactor.modules().stream()
                .flatMap(module ->
                        Stream.concat(reactor.classes(module).stream(), reactor.testClasses(module).stream()));
    }
}
