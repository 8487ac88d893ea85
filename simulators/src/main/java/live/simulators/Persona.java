// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A customer. */
record Persona(String name, String address, Language language) {
    private static final List<List<String>> FIRST = List.of(
            List.of("Ada", "Grace", "Oliver", "Noah", "Emily", "Jack"),
            List.of("Jürgen", "Käthe", "Björn", "Sabine", "Lukas", "Mia"),
            List.of("Ayşe", "Çağlar", "Gökçe", "İlker", "Şule", "Mehmet"),
            List.of("Chloé", "Benoît", "Zoé", "François", "Hélène", "Luc"),
            List.of("José", "Begoña", "Iván", "Lucía", "Ramón", "Nerea"));
    private static final List<List<String>> LAST = List.of(
            List.of("Walker", "Hopper", "O'Neill", "Brown", "Clarke"),
            List.of("Müller", "Groß", "Weiß", "Schröder", "Jäger"),
            List.of("Yılmaz", "Öztürk", "Şahin", "Çelik", "Doğan"),
            List.of("Lefèvre", "Moreau", "Garçon", "Dubois", "Noël"),
            List.of("Núñez", "García", "Muñoz", "Ibáñez", "Peña"));

    /** The languages that customers write. */
    enum Language {
        ENGLISH,
        GERMAN,
        TURKISH,
        FRENCH,
        SPANISH
    }

    /** Customer number so-and-so. */
    static Persona of(int number, Random random) {
        Language language = Language.values()[random.nextInt(Language.values().length)];
        List<String> first = FIRST.get(language.ordinal());
        List<String> last = LAST.get(language.ordinal());
        String name = first.get(random.nextInt(first.size())) + " " + last.get(random.nextInt(last.size()));
        String plain = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replace("ı", "i")
                .replace("ß", "ss")
                .replaceAll("[^a-z ]", "")
                .replace(' ', '.');
        return new Persona(name, plain + "." + number + "@mail.example", language);
    }
}
