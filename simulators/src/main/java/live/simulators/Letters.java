// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import live.simulators.Persona.Language;

/** What customers write: complaints and questions in five languages, with what people attach. */
final class Letters {
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode(
                    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGUlEQVR4nGP4z8DwnxTMMKphVMOohqGrAQBwkP8BbPHkGAAAAABJRU5ErkJggg==");

    private static final Map<Language, List<String[]>> STORIES = Map.of(
            Language.ENGLISH,
            List.<String[]>of(
                    new String[] {
                        "Invoice %d is wrong",
                        "I was billed twice for order %d. Please refund the second payment.",
                        "Thank you, the money has arrived. One more thing: may I have the invoice as a PDF?"
                    },
                    new String[] {
                        "Parcel %d has not arrived",
                        "The tracking page has said “in transit” for nine days for parcel %d.",
                        "It arrived this morning, but the box is damaged. What now?"
                    },
                    new String[] {
                        "The app logs me out",
                        "Since the update the app logs me out every few minutes. Ticket code %d.",
                        "The new version works. Thanks a lot!"
                    }),
            Language.GERMAN,
            List.<String[]>of(
                    new String[] {
                        "Rechnung %d stimmt nicht",
                        "Für die Bestellung %d wurde mir zweimal Geld abgebucht. Bitte erstatten Sie mir die zweite Zahlung.",
                        "Vielen Dank, das Geld ist da. Könnten Sie mir die Rechnung noch als PDF schicken?"
                    },
                    new String[] {
                        "Vertrag %d kündigen",
                        "Ich möchte meinen Vertrag %d fristgerecht kündigen und bitte um Bestätigung.",
                        "Danke für die Bestätigung. Gilt das auch für die Zusatzoption?"
                    }),
            Language.TURKISH,
            List.<String[]>of(
                    new String[] {
                        "%d numaralı siparişim gelmedi",
                        "%d numaralı siparişim bir haftadır “yolda” görünüyor. Bilgi verir misiniz?",
                        "Çok teşekkürler, bugün ulaştı. Fatura hâlâ görünmüyor, bakabilir misiniz?"
                    },
                    new String[] {
                        "Ödeme iki kez alındı (%d)",
                        "Kartımdan 12,50 € iki kez çekilmiş. İşlem numarası: %d. İade rica ediyorum.",
                        "İade hesabıma geçti, ilginize teşekkür ederim."
                    }),
            Language.FRENCH,
            List.<String[]>of(new String[] {
                "Commande %d non reçue",
                "Ma commande %d n’est toujours pas arrivée. Où est-elle passée ?",
                "Merci, elle est arrivée ce matin. Il manque pourtant un article."
            }),
            Language.SPANISH,
            List.<String[]>of(new String[] {
                "El pedido %d llegó dañado",
                "El pedido %d llegó con la caja abierta. ¿Cómo puedo cambiarlo?",
                "¡Gracias! ¿Cuándo pasará el mensajero a recogerlo?"
            }));

    private Letters() {}

    /**
     * A mail, not yet addressed.
     *
     * @param html the same again with formatting; empty for those who write plain text
     * @param followUp what to say when the answer has come
     */
    record Letter(String subject, String text, String html, List<Enclosure> enclosures, String followUp) {}

    /** An attachment. */
    record Enclosure(String name, String mediaType, byte[] content) {}

    static Letter write(Persona who, Random random) {
        List<String[]> stories = STORIES.getOrDefault(who.language(), List.of());
        String[] story = stories.get(random.nextInt(stories.size()));
        int number = 100_000 + random.nextInt(900_000);
        String body = story[1].formatted(number);
        String text = body + "\n\n-- \n" + who.name();
        String html = random.nextInt(10) < 6 ? html(body, who, random) : "";
        return new Letter(story[0].formatted(number), text, html, enclosures(number, random), story[2]);
    }

    private static String html(String body, Persona who, Random random) {
        String tracker = random.nextInt(4) == 0
                ? "<img src=\"https://track.mail.example/open?id=" + random.nextInt(1_000_000) + "\" width=1 height=1>"
                : "";
        return "<html><head><style>p{color:#223}</style></head><body><p style=\"font-family:sans-serif\">"
                + body.replace("&", "&amp;").replace("<", "&lt;")
                + "</p><p>--<br><b>" + who.name() + "</b></p>" + tracker + "</body></html>";
    }

    private static List<Enclosure> enclosures(int number, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> List.of(new Enclosure("Beleg-müşteri-" + number + ".pdf", "application/pdf", pdf(number)));
            case 1 -> List.of(new Enclosure("photo " + number + ".png", "image/png", PICTURE));
            case 2 ->
                List.of(
                        new Enclosure(
                                "app.log",
                                "text/plain",
                                ("error " + number + "\n").repeat(200).getBytes(StandardCharsets.UTF_8)),
                        new Enclosure("screen.png", "image/png", PICTURE));
            default -> List.of();
        };
    }

    /** The smallest page that viewers open. */
    private static byte[] pdf(int number) {
        String page = "BT /F1 18 Tf 60 700 Td (Receipt " + number + ") Tj ET";
        String[] objects = {
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length " + page.length() + ">>stream\n" + page + "\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
        };
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            table.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append(i + 1).append(" 0 obj").append(objects[i]).append("endobj\n");
        }
        int start = pdf.length();
        pdf.append("xref\n0 6\n").append(table);
        pdf.append("trailer<</Size 6/Root 1 0 R>>\nstartxref\n").append(start).append("\n%%EOF");
        return pdf.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
