// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sets up a running product for the demo, as an administrator would: queues, people who answer, the mail account. */
final class DemoCentre {
    private final Path data;
    private final Rest rest;
    private final Consumer<String> tell;

    DemoCentre(Path data, int port, Consumer<String> tell) {
        this.data = data;
        this.tell = tell;
        rest = new Rest(port);
    }

    /** Makes what is missing; a second time changes nothing but the ports of the account. */
    void setUp(MailServer server, Options options) throws IOException, InterruptedException {
        rest.awaitReady();
        if (!signIn()) {
            tell.accept("the demo is set up as it was before, since the administrator has a password of his own");
            return;
        }
        String billing = named("/api/v1/directory/skills", Map.of("name", "Billing"));
        String technical = named("/api/v1/directory/skills", Map.of("name", "Technical"));
        String invoices = queue("Invoices", billing);
        String general = queue("General", technical);
        String password = password();
        user("ayse", "Ayşe Demir", password, List.of(billing, technical), "agent");
        user("ben", "Ben Carter", password, List.of(technical), "agent");
        user("clara", "Clara Vogel", password, List.of(billing, technical), "supervisor");
        rules(options.text("service"), invoices, general);
        account(server, options);
        rest.signOut();
        tell.accept("the demo is set up: ayse, ben and clara sign in with the password in "
                + data.resolve("demo-password"));
    }

    /** Whether the administrator still has the password of the first start; a demo from then may go on without him. */
    private boolean signIn() throws IOException, InterruptedException {
        Path password = data.resolve("admin-password");
        if (Files.exists(password)
                && rest.signsIn("admin", Files.readString(password).strip())) {
            return true;
        }
        if (Files.exists(data.resolve("demo-password"))) {
            return false;
        }
        throw new IOException("the administrator has a password of his own already; a demo needs a new data folder");
    }

    /** Ids are by name; what has the name is taken as it is. */
    private String named(String path, Map<String, Object> thing) throws IOException, InterruptedException {
        for (JsonNode item : rest.items(path)) {
            if (item.path("name").asText().equals(thing.get("name"))) {
                return item.path("id").asText();
            }
        }
        return rest.post(path, thing).path("id").asText();
    }

    private String queue(String name, String skill) throws IOException, InterruptedException {
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("name", name);
        queue.put("priority", 5);
        queue.put("skills", List.of(Map.of("skill", skill, "level", 1)));
        queue.put("offerSeconds", 60);
        queue.put("wrapUpSeconds", 30);
        queue.put("preferredAgentSeconds", 30);
        queue.put("agents", Map.of("mode", "skills"));
        queue.put("active", true);
        return named("/api/v1/routing/queues", queue);
    }

    private void user(String login, String name, String password, List<String> skills, String role)
            throws IOException, InterruptedException {
        for (JsonNode user : rest.items("/api/v1/directory/users?q=" + login)) {
            if (user.path("login").asText().equals(login)) {
                return;
            }
        }
        List<Map<String, Object>> levels = new ArrayList<>();
        skills.forEach(skill -> levels.add(Map.of("skill", skill, "level", 3)));
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("login", login);
        user.put("name", name);
        user.put("email", login + "@shop.example");
        user.put("locale", "en");
        user.put("teams", List.of());
        user.put("skills", levels);
        user.put("active", true);
        user.put("roles", List.of(role));
        user.put("password", password);
        user.put("mustChangePassword", false);
        rest.post("/api/v1/directory/users", user);
    }

    private void rules(String service, String invoices, String general) throws IOException, InterruptedException {
        List<Object> rules = new ArrayList<>();
        boolean there = false;
        JsonNode current = rest.get("/api/v1/channels/rules");
        for (JsonNode rule : current.path("items")) {
            rules.add(rule);
            there |= rule.path("name").asText().startsWith("Demo");
        }
        if (!there) {
            rules.add(rule("Demo: invoices", service, "/invoice|rechnung|fatura|ödeme/", invoices, 3));
            rules.add(rule("Demo: everything else", service, "", general, 5));
            rest.put(
                    "/api/v1/channels/rules",
                    Map.of("version", current.path("version").asLong(), "items", rules));
        }
    }

    private static Map<String, Object> rule(String name, String to, String subject, String queue, int priority) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("name", name);
        rule.put("to", to);
        if (!subject.isEmpty()) {
            rule.put("subject", subject);
        }
        rule.put("queue", queue);
        rule.put("priority", priority);
        rule.put("skills", List.of());
        rule.put("active", true);
        return rule;
    }

    private void account(MailServer server, Options options) throws IOException, InterruptedException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("address", options.text("service"));
        values.put("senderName", "Shop Service");
        values.put("protocol", "IMAP");
        values.put("receiveHost", MailServer.HOST);
        values.put("receivePort", server.imap());
        values.put("receiveSecurity", "NONE");
        values.put("receivePassword", options.text("password"));
        values.put("sendPort", server.smtp());
        values.put("sendSecurity", "NONE");
        for (JsonNode account : rest.items("/api/v1/admin/configurations?factory=live.channel.email")) {
            if (account.path("name").asText().equals("demo")) {
                if (account.path("values").path("receivePort").asInt() != server.imap()) {
                    rest.put(
                            "/api/v1/admin/configurations/"
                                    + account.path("pid").asText(),
                            Map.of(
                                    "values",
                                    values,
                                    "version",
                                    account.path("version").asInt()));
                }
                return;
            }
        }
        rest.post(
                "/api/v1/admin/configurations",
                Map.of("factory", "live.channel.email", "name", "demo", "values", values));
    }

    /** One password for the people of the demo, made once and readable by its owner only. */
    private String password() throws IOException {
        Path file = data.resolve("demo-password");
        if (!Files.exists(file)) {
            byte[] random = new byte[12];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        }
        return Files.readString(file).strip();
    }
}
