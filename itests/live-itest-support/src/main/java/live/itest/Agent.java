// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** An agent at the desk, over the interface that the browser uses. */
public final class Agent {
    /** The id of the built-in queue. */
    private static final String UNSORTED = "00000000-0000-7000-8000-000000000002";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Rest rest;
    private final Product product;

    Agent(Rest rest, Product product) {
        this.rest = rest;
        this.product = product;
    }

    public Rest rest() {
        return rest;
    }

    /** The id of the agent's user. */
    public String id() {
        return rest.get("/api/v1/security/me").expect(200).json().path("id").asText();
    }

    public Agent ready() {
        rest.put("/api/v1/routing/desk/presence", Map.of("state", "READY")).expect(200, 204);
        return this;
    }

    public Agent notReady() {
        rest.put("/api/v1/routing/desk/presence", Map.of("state", "NOT_READY", "reason", "break"))
                .expect(200, 204);
        return this;
    }

    /** After a restart of the product. */
    public Agent signInAgain(String login) {
        Rest fresh = product.rest();
        fresh.signIn(login, CallCentre.PASSWORD);
        return new Agent(fresh, product);
    }

    public JsonNode desk() {
        return rest.get("/api/v1/routing/desk").expect(200).json();
    }

    /** Waits for an offer, of any contact that was meant for somebody. */
    public JsonNode awaitOffer() {
        return Awaitility.await("an offer")
                .atMost(PATIENCE)
                .until(() -> first(meantOffers()), Optional::isPresent)
                .orElseThrow();
    }

    /** Takes and ends whatever is offered until nothing is. */
    public void serveEverything() {
        Awaitility.await("nothing more to do").atMost(PATIENCE).until(() -> {
            Optional<JsonNode> offer = first(desk().path("offers"));
            offer.ifPresent(this::serve);
            return offer.isEmpty();
        });
    }

    private void serve(JsonNode offer) {
        String work = offer.path("work").asText();
        rest.post("/api/v1/routing/desk/offers/" + offer.path("id").asText() + "/accept", null)
                .expect(200, 204, 404, 409);
        rest.post("/api/v1/routing/desk/work/" + work + "/wrap-up", Map.of()).expect(200, 204, 404, 409);
    }

    /** Everybody serves the built-in queue, and other tests leave contacts in it: such offers are declined. */
    private ArrayNode meantOffers() {
        ArrayNode meant = Rest.JSON.createArrayNode();
        for (JsonNode offer : desk().path("offers")) {
            if (offer.path("queue").asText().equals(UNSORTED)) {
                rest.post("/api/v1/routing/desk/offers/" + offer.path("id").asText() + "/decline", null)
                        .expect(200, 204, 404, 409);
            } else {
                meant.add(offer);
            }
        }
        return meant;
    }

    /** Accepts an offer and waits until its contact is on the desk. */
    public JsonNode accept(JsonNode offer) {
        rest.post("/api/v1/routing/desk/offers/" + offer.path("id").asText() + "/accept", null)
                .expect(200, 204);
        String work = offer.path("work").asText();
        return Awaitility.await("the contact on the desk")
                .atMost(PATIENCE)
                .until(
                        () -> StreamSupport.stream(desk().path("assignments").spliterator(), false)
                                .filter(assignment ->
                                        assignment.path("work").asText().equals(work))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    public JsonNode interaction(String id) {
        return rest.get("/api/v1/channels/interactions/" + id).expect(200).json();
    }

    public List<JsonNode> messages(String interaction) {
        return rest.all("/api/v1/channels/interactions/" + interaction + "/messages");
    }

    /** The ticket that a contact belongs to; it may follow the contact by a moment. */
    public JsonNode ticketOf(String interaction) {
        String ticket = Awaitility.await("the ticket of the contact")
                .atMost(PATIENCE)
                .until(() -> interaction(interaction).path("ticket").asText(), id -> !id.isEmpty());
        return ticket(ticket);
    }

    public JsonNode ticket(String id) {
        return rest.get("/api/v1/ticketing/tickets/" + id).expect(200).json();
    }

    /** Stores a file for a reply. */
    public String upload(String interaction, String name, byte[] content) {
        return rest.upload("/api/v1/channels/blobs?name=" + Rest.encoded(name) + "&interaction=" + interaction, content)
                .expect(200, 201)
                .json()
                .path("id")
                .asText();
    }

    /** Answers the customer; returns the id of the message. */
    public String reply(String interaction, String html, List<String> attachments) {
        JsonNode ticket = ticketOf(interaction);
        String id = UUID.randomUUID().toString();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("html", html);
        message.put("attachments", attachments);
        change(ticket, Map.of("type", "reply", "interaction", interaction, "message", message));
        return id;
    }

    public JsonNode change(JsonNode ticket, Map<String, Object> change) {
        return rest.post(
                        "/api/v1/ticketing/tickets/" + ticket.path("id").asText() + "/changes",
                        Map.of("version", ticket.path("version").asLong(), "changes", List.of(change)))
                .expect(200)
                .json();
    }

    /** Ends the work on a contact, wrap-up included. */
    public void finish(String work) {
        rest.post("/api/v1/routing/desk/work/" + work + "/finish", null).expect(200, 204);
    }

    private static Optional<JsonNode> first(JsonNode array) {
        return array.isEmpty() ? Optional.empty() : Optional.of(array.get(0));
    }
}
