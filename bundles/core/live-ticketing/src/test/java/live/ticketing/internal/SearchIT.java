// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import live.core.TicketId;
import org.junit.jupiter.api.Test;

/** What people type to find a ticket. */
class SearchIT extends TicketsOnLedger {
    @Test
    void aTicketIsFoundByWhatIsSaidInItAndByItsCustomer() {
        TicketId id = ticketOf(mail("1", "Broken " + unique, "The Kühlschrank" + unique + " is broken"));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(find("kuhlschrank" + unique)).contains(id));
        assertThat(find("broken " + unique)).contains(id);
        assertThat(find("#" + get(id).number().value())).contains(id);
        assertThat(find(unique + "@example.org")).contains(id);
        assertThat(find("zoe " + unique)).contains(id);
        assertThat(find("nothing-like-that-" + unique)).isEmpty();
        assertThat(find("'; drop table ticketing.ticket; -- & | ! :*")).isEmpty();
    }

    @Test
    void numbersAddressesAndFileNamesAreFoundAsPeopleTypeThem() {
        String number = unique.substring(1).replaceAll("[^0-9]", "7");
        TicketId id = ticketOf(mail(
                "1",
                "Order RE-" + number + "-0815",
                "See https://shop.example/" + unique + "/offer and write to other." + unique
                        + "@partner.example. Rechnung_März." + unique + ".pdf, Mu\u0308nchen" + unique
                        + ", 12.50 EUR"));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(find("RE-" + number + "-0815")).contains(id));
        assertThat(find(number + "-0815")).contains(id);
        assertThat(find(number + " 081")).contains(id);
        assertThat(find("other." + unique + "@partner.example")).contains(id);
        assertThat(find("Rechnung März " + unique + ".pdf")).contains(id);
        assertThat(find("münchen" + unique)).contains(id);
        assertThat(find("shop.example/" + unique)).contains(id);
        assertThat(find("RE-" + number + "-0816")).isEmpty();
    }
}
