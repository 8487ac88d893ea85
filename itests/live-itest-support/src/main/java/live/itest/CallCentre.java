// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** People, skills, queues and accounts of a product, made over REST as an administrator makes them. */
public final class CallCentre {
    /** Good enough for every rule about passwords. */
    public static final String PASSWORD = "correct-horse-battery-27";

    private static final String FIRST_PASSWORD = "first-horse-battery-13";

    private final Product product;
    private final Rest admin;

    public CallCentre(Product product, Rest admin) {
        this.product = product;
        this.admin = admin;
    }

    public Rest admin() {
        return admin;
    }

    /** A skill's id; made when it is new. */
    public String skill(String name) {
        return admin.get("/api/v1/directory/skills").expect(200).json().path("items").findParents("name").stream()
                .filter(skill -> skill.path("name").asText().equals(name))
                .map(skill -> skill.path("id").asText())
                .findFirst()
                .orElseGet(() -> admin.post("/api/v1/directory/skills", Map.of("name", name))
                        .expect(200, 201)
                        .json()
                        .path("id")
                        .asText());
    }

    /** A queue that agents with a skill serve; made when it is new. */
    public String queue(String name, String skill) {
        for (JsonNode known :
                admin.get("/api/v1/routing/queues").expect(200).json().path("items")) {
            if (known.path("name").asText().equals(name)) {
                return known.path("id").asText();
            }
        }
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("name", name);
        queue.put("priority", 5);
        queue.put("skills", List.of(Map.of("skill", skill(skill), "level", 1)));
        queue.put("offerSeconds", 60);
        queue.put("wrapUpSeconds", 0);
        queue.put("preferredAgentSeconds", 30);
        queue.put("agents", Map.of("mode", "skills"));
        queue.put("active", true);
        return admin.post("/api/v1/routing/queues", queue)
                .expect(200, 201)
                .json()
                .path("id")
                .asText();
    }

    /** Somebody with a role and skills, signed in. */
    public Agent agent(String login, String... skills) {
        return new Agent(user(login, "agent", skills), product);
    }

    /** Somebody with any role, signed in; made when new. */
    public Rest user(String login, String role, String... skills) {
        List<Map<String, Object>> levels = new ArrayList<>();
        for (String skill : skills) {
            levels.add(Map.of("skill", skill(skill), "level", 5));
        }
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("login", login);
        user.put("name", login);
        user.put("email", login + "@staff.example");
        user.put("locale", "en");
        user.put("skills", levels);
        user.put("active", true);
        user.put("roles", List.of(role));
        user.put("password", FIRST_PASSWORD);
        boolean fresh =
                admin.post("/api/v1/directory/users", user).expect(201, 409).status() == 201;
        if (fresh) {
            // A password that somebody else chose is only good for choosing another.
            Rest first = product.rest();
            first.signIn(login, FIRST_PASSWORD);
            first.put("/api/v1/security/me/password", Map.of("current", FIRST_PASSWORD, "new", PASSWORD))
                    .expect(200, 204);
        }
        Rest rest = product.rest();
        rest.signIn(login, PASSWORD);
        return rest;
    }

    /** An e-mail account that reads a mailbox of this host every second at least, and answers over it. */
    public String emailAccount(String name, MailHost host, String address, String password) {
        return emailAccount(name, mailSettings(host, address, password));
    }

    /** An e-mail account with these settings, in the place of one of this name. */
    public String emailAccount(String name, Map<String, Object> values) {
        for (JsonNode known : admin.get("/api/v1/admin/configurations?factory=live.channel.email")
                .expect(200)
                .json()) {
            if (known.path("name").asText().equals(name)) {
                admin.delete("/api/v1/admin/configurations/" + known.path("pid").asText())
                        .expect(200, 204);
            }
        }
        return admin.post(
                        "/api/v1/admin/configurations",
                        Map.of("factory", "live.channel.email", "name", name, "values", values))
                .expect(200, 201)
                .json()
                .path("pid")
                .asText();
    }

    public static Map<String, Object> mailSettings(MailHost host, String address, String password) {
        return mailSettings(address, host.imapPort(), host.smtpPort(), password);
    }

    public static Map<String, Object> mailSettings(String address, int imapPort, int smtpPort, String password) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("address", address);
        values.put("protocol", "IMAP");
        values.put("receiveHost", "127.0.0.1");
        values.put("receivePort", imapPort);
        values.put("receiveSecurity", "NONE");
        values.put("receiveUser", address);
        values.put("receivePassword", password);
        values.put("pollSeconds", 1);
        values.put("sendHost", "127.0.0.1");
        values.put("sendPort", smtpPort);
        values.put("sendSecurity", "NONE");
        return values;
    }

    /** Sends what comes for an address to a queue, before all other rules. */
    public void route(String toAddress, String queue) {
        JsonNode current = admin.get("/api/v1/channels/rules").expect(200).json();
        List<Object> rules = new ArrayList<>();
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("name", "To " + toAddress);
        rule.put("to", toAddress);
        rule.put("queue", queue);
        rule.put("priority", 5);
        rule.put("skills", List.of());
        rule.put("active", true);
        rules.add(rule);
        current.path("items").forEach(rules::add);
        admin.put("/api/v1/channels/rules", Map.of("version", current.path("version"), "items", rules))
                .expect(200);
    }

    /** A contact that was recorded by hand and waits in a queue, of a customer of its own; answers its id. */
    public String contact(String queue, String subject, int priority) {
        Map<String, String> party = Map.of(
                "kind",
                "email",
                "value",
                subject.replace(' ', '-') + "@" + UUID.randomUUID() + ".example",
                "name",
                "customer of " + subject);
        Map<String, Object> ticket = Map.of(
                "subject",
                subject,
                "text",
                subject,
                "priority",
                priority,
                "queue",
                queue,
                "route",
                true,
                "party",
                party);
        String contact = admin.post("/api/v1/ticketing/tickets", ticket)
                .expect(201)
                .json()
                .path("interactions")
                .get(0)
                .asText();
        // It comes to routing a moment after its ticket is there.
        Awaitility.await("the contact in routing")
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("/api/v1/routing/work/" + contact).status() == 200);
        return contact;
    }

    /** Gives a contact to somebody, who may be offered others as well: those of queues that everybody serves. */
    public void give(String contact, Agent agent) {
        admin.post("/api/v1/routing/work/" + contact + "/assign", Map.of("agent", agent.id()))
                .expect(200);
    }

    /** The state of an account. */
    public JsonNode account(String id) {
        JsonNode accounts = admin.get("/api/v1/channels/accounts").expect(200).json();
        for (JsonNode account : accounts.isArray() ? accounts : accounts.path("items")) {
            if (account.path("id").asText().equals(id)) {
                return account;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
