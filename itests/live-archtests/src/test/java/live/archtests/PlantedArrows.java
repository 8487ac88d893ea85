// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.util.List;

/** Breaches of the arrows. */
final class PlantedArrows {
    private static final String CORE_API = "package live.core; public interface Clockwork {}";
    private static final String ROUTING_API = "package live.routing; public interface Router {}";

    private PlantedArrows() {}

    static List<Breach> breaches() {
        return List.of(
                new Breach("arrow.api", "live.channel.Curious", repository -> routing(repository)
                        .java(
                                "api/live-api-channel",
                                "package live.channel; class Curious { live.routing.Router router; }")),
                new Breach("arrow.lib", "live.lib.router.Engine", repository -> core(repository)
                        .java(
                                "bundles/lib/live-lib-router",
                                "package live.lib.router; class Engine { live.core.Clockwork clock; }")),
                new Breach("arrow.core", "live.routing.internal.Peeking", repository -> repository
                        .java("bundles/core/live-ticketing", "package live.ticketing.internal; public class Desk {}")
                        .java(
                                "bundles/core/live-routing",
                                "package live.routing.internal; class Peeking { live.ticketing.internal.Desk desk; }")),
                new Breach(
                        "arrow.channels",
                        "live.channel.bad.internal.Router",
                        repository -> routing(repository)
                                .java(
                                        "bundles/channels/live-channel-bad",
                                        "package live.channel.bad.internal; class Router { void route(live.routing.Router r) {} }")),
                new Breach(
                        "arrow.channels",
                        "live.channel.bad.internal.Peer",
                        repository -> repository
                                .java(
                                        "bundles/channels/live-channel-chat",
                                        "package live.channel.chat.internal; public class Chat {}")
                                .java(
                                        "bundles/channels/live-channel-bad",
                                        "package live.channel.bad.internal; class Peer extends live.channel.chat.internal.Chat {}")),
                new Breach(
                        "arrow.business",
                        "live.survey.internal.Inside",
                        repository -> repository
                                .java(
                                        "bundles/core/live-ticketing",
                                        "package live.ticketing.internal; public class Desk {}")
                                .java(
                                        "bundles/business/live-survey",
                                        "package live.survey.internal; class Inside { Object o = new live.ticketing.internal.Desk(); }")),
                new Breach("arrow.web", "live.push.internal.Inside", repository -> repository
                        .java("bundles/lib/live-lib-erlang", "package live.lib.erlang; public class Erlang {}")
                        .java(
                                "bundles/web/live-push",
                                "package live.push.internal; class Inside { live.lib.erlang.Erlang erlang; }")),
                new Breach("arrow.example", "live.example.channel.Greedy", repository -> routing(repository)
                        .java(
                                "examples/live-example-channel",
                                "package live.example.channel; class Greedy { live.routing.Router router; }")),
                new Breach(
                        "types.persistence",
                        "live.channel.bad.internal.Row",
                        repository -> repository.java(
                                "bundles/channels/live-channel-bad",
                                "package live.channel.bad.internal; @javax.persistence.Entity class Row {}")),
                new Breach(
                        "types.persistence",
                        "live.directory.internal.People",
                        repository -> repository.java(
                                "bundles/core/live-directory",
                                "package live.directory.internal; class People { javax.persistence.EntityManager em; }")),
                new Breach(
                        "types.web",
                        "live.directory.internal.Resource",
                        repository -> repository.java(
                                "bundles/core/live-directory",
                                "package live.directory.internal; @javax.ws.rs.Path(\"x\") class Resource {}")),
                new Breach(
                        "types.web",
                        "live.directory.internal.store.Page",
                        repository -> repository.java(
                                "bundles/core/live-directory",
                                "package live.directory.internal.store; abstract class Page extends javax.servlet.http.HttpServlet {}")),
                new Breach(
                        "types.shell",
                        "live.directory.internal.Command",
                        repository -> repository.java(
                                "bundles/core/live-directory",
                                "package live.directory.internal; abstract class Command implements org.apache.karaf.shell.api.action.Action {}")),
                new Breach(
                        "types.database",
                        "live.channel.bad.internal.Table",
                        repository -> repository.java(
                                "bundles/channels/live-channel-bad",
                                "package live.channel.bad.internal; class Table { javax.sql.DataSource source; }")),
                new Breach(
                        "types.mail",
                        "live.ticketing.internal.Mailer",
                        repository -> repository.java(
                                "bundles/core/live-ticketing",
                                "package live.ticketing.internal; class Mailer { jakarta.mail.Session session; }")));
    }

    /** A module that keeps every rule. */
    static Planted goodChannel(Planted repository) {
        return core(repository)
                .java("api/live-api-core", "@org.jspecify.annotations.NullMarked package live.core;", CORE_API)
                .jar(
                        "api/live-api-core",
                        "Bundle-SymbolicName",
                        "live-api-core",
                        "Export-Package",
                        "live.core;version=\"0.1.0\"")
                .java(
                        "bundles/channels/live-channel-good",
                        "@org.jspecify.annotations.NullMarked package live.channel.good.internal;",
                        "package live.channel.good.internal; class Good { live.core.Clockwork clock; }")
                .jar(
                        "bundles/channels/live-channel-good",
                        "Bundle-SymbolicName",
                        "live-channel-good",
                        "Import-Package",
                        "live.core;version=\"[0.1,1)\"")
                .file(
                        "bundles/core/live-things/src/main/resources/db/migration/things/V1__things.sql",
                        """
                        create table things.thing (
                            tenant uuid not null,
                            id uuid not null,
                            name text not null,
                            primary key (tenant, id),
                            unique (tenant, name)
                        );
                        create unique index thing_name on things.thing (tenant, lower(name));
                        """)
                .file(
                        "bundles/core/live-things/src/main/java/live/things/internal/store/Things.java",
                        "class Things { String q = \"select id from things.thing\" + \" where tenant = ?\"; }");
    }

    private static Planted core(Planted repository) {
        return repository.java("api/live-api-core", CORE_API);
    }

    private static Planted routing(Planted repository) {
        return repository.java("api/live-api-routing", ROUTING_API);
    }
}
