// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people read of configuration is said in every language; the words of the desktop are compared by its own build. */
final class Languages {
    /** The desktop's own words say which languages there are. */
    private static final Pattern SPOKEN = Pattern.compile("bundles/web/live-ui-kit/src/i18n/([a-z-]+)\\.json");

    private static final Pattern DEFINITION =
            Pattern.compile("@(?:ObjectClass|Attribute)Definition\\(((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\")])*)");
    private static final Pattern TEXT = Pattern.compile("\\b(?:name|description)\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern ENGLISH = Pattern.compile("(.*/OSGI-INF/l10n/[a-z]+)\\.properties");

    private Languages() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "text.metatype",
                        "names and descriptions of configuration are keys of OSGI-INF/l10n, never the words themselves",
                        reactor -> reactor.files().stream()
                                .filter(file -> reactor.relative(file).matches("bundles/.*/src/main/java/.*\\.java"))
                                .flatMap(file -> DEFINITION
                                        .matcher(Reactor.read(file))
                                        .results()
                                        .flatMap(found ->
                                                TEXT.matcher(found.group(1)).results())
                                        .map(found -> found.group(1))
                                        .filter(text -> !text.startsWith("%"))
                                        .map(text -> new Violation(reactor.relative(file), "says \"" + text + "\"")))),
                new Rule(
                        "text.languages",
                        "every language of OSGI-INF/l10n has the same keys, and a word for each",
                        reactor -> reactor.files().stream().flatMap(file -> differences(reactor, file))));
    }

    private static Stream<Violation> differences(Reactor reactor, Path english) {
        var name = ENGLISH.matcher(reactor.relative(english));
        if (!name.matches()) {
            return Stream.empty();
        }
        Set<String> keys = keys(english);
        return reactor.files().stream()
                .map(file -> SPOKEN.matcher(reactor.relative(file)))
                .filter(Matcher::matches)
                .map(spoken -> spoken.group(1))
                .filter(language -> !language.equals("en"))
                .map(language -> english.resolveSibling(
                        english.getFileName().toString().replace(".properties", "_" + language + ".properties")))
                .filter(other -> !keys(other).equals(keys))
                .map(other -> new Violation(reactor.relative(other), "differs from English in " + odd(keys, other)));
    }

    private static Set<String> odd(Set<String> keys, Path other) {
        Set<String> odd = new TreeSet<>(keys(other));
        keys.forEach(key -> {
            if (!odd.remove(key)) {
                odd.add(key);
            }
        });
        return odd;
    }

    /** The keys that have words. */
    private static Set<String> keys(Path file) {
        Properties words = new Properties();
        if (Files.exists(file)) {
            try {
                words.load(new StringReader(Reactor.read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Set<String> keys = new TreeSet<>(words.stringPropertyNames());
        keys.removeIf(key -> words.getProperty(key).isBlank());
        return keys;
    }
}
