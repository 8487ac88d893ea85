// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import live.itest.Poll;
import live.itest.Product;
import live.itest.ProductLog;
import live.itest.Rest;
import live.itest.Running;
import live.itest.StaffSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every module that may come and go does so while the product runs, and takes along what is its own, and no more. */
@Running
class HotFeatureIT {
    private static final String[] OTHERS = {
        "/", "/health", "/api/v1/security/me", "/api/v1/channels/accounts", "/api/v1/ticketing/tickets?limit=1"
    };

    private static Product product;
    private static Rest admin;

    @BeforeAll
    static void open(Product running) {
        product = running;
        admin = product.admin();
    }

    static Stream<String> hotFeatures() {
        List<String> hot = modules().values().stream()
                .filter(module -> module.path("hot").asBoolean())
                .map(module -> module.path("name").asText())
                .toList();
        assertThat(hot).contains("live-channel-email");
        return hot.stream();
    }

    @ParameterizedTest
    @MethodSource("hotFeatures")
    void a_hot_module_takes_along_what_is_its_own_and_no_more(String feature) {
        if (state(feature).equals("uninstalled")) {
            act(feature, "install");
        }
        long place = product.log().end();
        Map<String, String> others = bundlesBeside(feature);
        Set<String> all = offered();
        try (Poll poll = Poll.start(admin, OTHERS);
                StaffSocket browser = StaffSocket.open(admin).subscribe(1, "admin", "")) {
            act(feature, "stop");
            assertThat(state(feature)).isEqualTo("installed");
            Set<String> without = offered();
            assertThat(all).as("what is there without it").containsAll(without);
            assertThat(without).as("what went with it").noneMatch(offer -> offer.endsWith(" of " + feature));
            assertThat(without.size()).as("something went with it").isLessThan(all.size());
            product.shell("feature:install log");
            assertThat(state(feature)).as("stopped, whatever others do").isEqualTo("installed");
            act(feature, "start");
            awaitStarted(feature, all);

            act(feature, "update");
            awaitStarted(feature, all);

            act(feature, "uninstall");
            assertThat(state(feature)).isEqualTo("uninstalled");
            assertThat(offered()).as("without it").isEqualTo(without);
            int told = browser.frames().size();
            act(feature, "install");
            awaitStarted(feature, all);
            Awaitility.await("browsers are told")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> browser.frames().size() > told);

            product.shell("feature:uninstall " + feature);
            assertThat(offered()).as("without it, by the shell").isEqualTo(without);
            product.shell("feature:install " + feature);
            awaitStarted(feature, all);
            assertThat(poll.wrong()).as("answers of others").isEmpty();
            assertThat(browser.closed()).as("an open browser's socket").isNotDone();
        }
        assertThat(bundlesBeside(feature)).as("bundles of others").isEqualTo(others);
        assertThat(product.log().saying(place, "(?s)Refreshing bundles.*"))
                .allSatisfy(entry -> assertThat(refreshed(entry)).isSubsetOf(feature));
    }

    private static void act(String feature, String act) {
        admin.post("/api/v1/admin/modules/" + feature + "/" + act, null).expect(200);
    }

    private static void awaitStarted(String feature, Set<String> all) {
        assertThat(state(feature)).isEqualTo("started");
        Awaitility.await("all that there was").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(offered())
                .isEqualTo(all));
    }

    /** All that people and programs are offered: forms, REST resources, parts of the desktop, commands of the shell. */
    private static Set<String> offered() {
        Set<String> offers = new TreeSet<>();
        for (JsonNode form : admin.get("/api/v1/admin/forms").expect(200).json()) {
            offers.add("form " + form.path("pid").asText() + " of "
                    + form.path("module").asText());
        }
        admin.get("/api/v1/openapi.json")
                .expect(200)
                .json()
                .path("paths")
                .fieldNames()
                .forEachRemaining(path -> offers.add("resource " + path));
        try (StaffSocket browser = StaffSocket.open(admin).subscribe(1, "modules", "")) {
            browser.await("parts", frame -> frame.path("data").has("snapshot"))
                    .path("data")
                    .path("snapshot")
                    .forEach(part -> offers.add("part " + part.path("id").asText()));
        }
        Pattern.compile("\\b[a-z][a-z-]*:[a-z][a-z-]*\\b")
                .matcher(product.shell("help"))
                .results()
                .map(MatchResult::group)
                .forEach(command -> offers.add("command " + command));
        return offers;
    }

    private static Map<String, JsonNode> modules() {
        Map<String, JsonNode> modules = new TreeMap<>();
        for (JsonNode module : admin.get("/api/v1/admin/modules").expect(200).json()) {
            modules.put(module.path("name").asText(), module);
        }
        return modules;
    }

    private static String state(String feature) {
        return modules().get(feature).path("state").asText();
    }

    /** By module, all bundles with their ids and states. */
    private static Map<String, String> bundlesBeside(String feature) {
        Map<String, String> bundles = new TreeMap<>();
        modules()
                .forEach((name, module) ->
                        bundles.put(name, module.path("bundles").toString()));
        bundles.remove(feature);
        return bundles;
    }

    /** The names of a line like {@code Refreshing bundles: live-channel-email/0.1.0.SNAPSHOT}. */
    private static List<String> refreshed(ProductLog.Entry entry) {
        return Pattern.compile("([\\w.-]+)/\\d+\\.\\d+")
                .matcher(entry.message())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void a_module_that_needs_what_nobody_offers_is_refused_by_name(@TempDir Path folder) throws Exception {
        Path bundle = folder.resolve("needy.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "needy");
        manifest.getMainAttributes().putValue("Import-Package", "nobody.offers.this");
        new JarOutputStream(Files.newOutputStream(bundle), manifest).close();
        Path repository = folder.resolve("needy.xml");
        Files.writeString(
                repository,
                "<features name='needy' xmlns='http://karaf.apache.org/xmlns/features/v1.6.0'><feature name='needy'"
                        + " version='1.0'><bundle>" + bundle.toUri() + "</bundle></feature></features>");
        product.shell("feature:repo-add " + repository.toUri());
        try {
            assertThat(admin.post("/api/v1/admin/modules/needy/install", null)
                            .expect(422)
                            .text())
                    .contains("admin.module.failed", "package nobody.offers.this");
            assertThat(state("needy")).isEqualTo("uninstalled");
            admin.get("/api/v1/channels/accounts").expect(200);
        } finally {
            product.shell("feature:repo-remove " + repository.toUri());
        }
    }
}
