// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.util.List;

/** Breaches of names, threads, manifests, statements and texts. */
final class PlantedHabits {
    private static final String MODULE = "bundles/core/live-things";
    private static final String MIGRATION = MODULE + "/src/main/resources/db/migration/things/V1__things.sql";

    private PlantedHabits() {}

    static List<Breach> breaches() {
        return List.of(
                new Breach("name.class", "live.things.internal.ThingManager", java("class ThingManager {}")),
                new Breach("name.class", "live.things.internal.ThingImpl", java("class ThingImpl {}")),
                new Breach(
                        "name.package",
                        "live.things.internal.util.Thing",
                        repository -> repository.java(MODULE, "package live.things.internal.util; class Thing {}")),
                new Breach(
                        "name.root",
                        "live.other.Thing",
                        repository -> repository.java(MODULE, "package live.other; class Thing {}")),
                new Breach(
                        "thread",
                        "live.things.internal.Ticking",
                        java("class Ticking { Object o = new java.util.Timer(); }")),
                new Breach(
                        "thread",
                        "live.things.internal.Running",
                        java("class Running { void go() { new Thread(this::go).start(); } }")),
                new Breach(
                        "thread",
                        "live.things.internal.Pooling",
                        java("class Pooling { Object o = java.util.concurrent.Executors.newCachedThreadPool(); }")),
                new Breach(
                        "thread",
                        "live.things.internal.Hiding",
                        java(
                                "class Hiding { void go() { java.util.concurrent.CompletableFuture.runAsync(this::go); } }")),
                new Breach(
                        "print",
                        "live.things.internal.Loud",
                        java("class Loud { void cry() { System.out.println(1); } }")),
                new Breach("null", "live.things.internal", java("class Careless {}")),
                new Breach(
                        "test.sleep",
                        "live.things.internal.SleepyTest",
                        repository -> repository.test(
                                MODULE,
                                "package live.things.internal; class SleepyTest { void wait_() throws Exception { Thread.sleep(9); } }")),
                new Breach(
                        "test.disabled",
                        "live.things.internal.IdleTest",
                        repository -> repository.test(
                                MODULE,
                                "package live.things.internal; class IdleTest { @org.junit.jupiter.api.Disabled void idle() {} }")),
                new Breach("bundle.packed", "live-things", java("class Unpacked {}")),
                new Breach("bundle.export", "live-things", jar("Export-Package", "live.things;version=\"1.0\"")),
                new Breach(
                        "bundle.optional",
                        "live-things",
                        jar("Import-Package", "a;version=\"[1,2)\",b;resolution:=optional")),
                new Breach("bundle.dynamic", "live-things", jar("DynamicImport-Package", "*")),
                new Breach("bundle.require", "live-things", jar("Require-Bundle", "live-api-core")),
                new Breach(
                        "sql.table",
                        "things.thing",
                        repository -> repository.file(MIGRATION, "create table things.thing (id uuid primary key);")),
                new Breach(
                        "sql.table",
                        "things.keyed",
                        repository -> repository.file(
                                MIGRATION,
                                "create table things.keyed (\n tenant uuid not null,\n id uuid primary key\n);")),
                new Breach(
                        "sql.table",
                        "things.indexed",
                        repository -> repository.file(
                                MIGRATION,
                                "create table things.indexed (tenant uuid not null, n int, primary key (tenant, n));"
                                        + "create unique index on things.indexed (n);")),
                new Breach(
                        "sql.statement",
                        MODULE + "/src/main/java/live/things/internal/Things.java",
                        repository -> repository
                                .file(MIGRATION, "create table things.thing (tenant uuid not null, id uuid);")
                                .java(
                                        MODULE,
                                        "package live.things.internal; class Things { String q = \"select id from\" + \" things.thing\"; }")),
                new Breach(
                        "text.example",
                        "examples/live-example-channel/src/main/java/live/channel/example/Long.java",
                        repository -> repository.file(
                                "examples/live-example-channel/src/main/java/live/channel/example/Long.java",
                                "//\n".repeat(150))),
                new Breach("text.long", "long.ts", repository -> repository.file("long.ts", "x\n".repeat(551))),
                new Breach(
                        "text.words",
                        "docs/a.md",
                        repository -> repository.file("docs/a.md", "as issue " + 12 + " says")),
                new Breach(
                        "text.metatype",
                        "bundles/a/src/main/java/Settings.java",
                        repository -> repository.file(
                                "bundles/a/src/main/java/Settings.java",
                                "@ObjectClassDefinition(name = \"%name\") @interface Settings { @AttributeDefinition(name = \"%days\", description = \"How (many)\") int days(); }")),
                new Breach("text.languages", "a/OSGI-INF/l10n/a_de.properties", repository -> repository
                        .file("bundles/web/live-ui-kit/src/i18n/de.json", "{}")
                        .file("a/OSGI-INF/l10n/a.properties", "name = Name\ndays = Days\n")
                        .file("a/OSGI-INF/l10n/a_de.properties", "name = Name\ndays =\n")));
    }

    private static java.util.function.UnaryOperator<Planted> java(String source) {
        return repository -> repository.java(MODULE, "package live.things.internal; " + source);
    }

    private static java.util.function.UnaryOperator<Planted> jar(String header, String value) {
        return repository -> repository.jar(MODULE, "Bundle-SymbolicName", "live-things", header, value);
    }
}
