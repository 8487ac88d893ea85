// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The product's log: one JSON object per line. Reads what is there at the time of each call. */
public final class ProductLog {
    private final Path file;

    ProductLog(Path file) {
        this.file = file;
    }

    /** One line. */
    public record Entry(String level, String logger, String message, String error) {
        boolean says(Pattern pattern) {
            return pattern.matcher(logger + ": " + message + " " + error).find();
        }

        @Override
        public String toString() {
            return level + " " + logger + ": " + message + (error.isEmpty() ? "" : "\n" + error);
        }
    }

    /** Where the log ends now: a place to read on from. */
    public long end() {
        return Files.exists(file) ? file.toFile().length() : 0;
    }

    public List<Entry> entries() {
        return since(0);
    }

    /** Whole lines behind a place told by {@link #end}. */
    public List<Entry> since(long place) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text(place).split("\n")) {
            if (line.startsWith("{")) {
                entries.add(entry(line));
            }
        }
        return entries;
    }

    /** Errors that nobody expected, each once. */
    public List<Entry> errors(long place, List<Pattern> expected) {
        return since(place).stream()
                .filter(entry -> entry.level().equals("ERROR") || entry.level().equals("FATAL"))
                .filter(entry -> expected.stream().noneMatch(entry::says))
                .distinct()
                .toList();
    }

    /** What says which bundles were refreshed; a module that comes or goes must refresh nothing but itself. */
    public List<Entry> saying(long place, String regex) {
        Predicate<String> found = Pattern.compile(regex).asPredicate();
        return since(place).stream()
                .filter(entry -> found.test(entry.message()))
                .toList();
    }

    public String tail(int lines) {
        List<Entry> all = entries();
        return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                .map(Entry::toString)
                .collect(Collectors.joining("\n"));
    }

    private String text(long place) {
        if (!Files.exists(file)) {
            return "";
        }
        try (var channel = Files.newByteChannel(file)) {
            // A log that was rolled over is shorter than it was.
            channel.position(place <= channel.size() ? place : 0);
            byte[] bytes = java.nio.channels.Channels.newInputStream(channel).readAllBytes();
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(String line) {
        try {
            JsonNode json = Rest.JSON.readTree(line);
            return new Entry(
                    json.path("level").asText(),
                    json.path("logger").asText(),
                    json.path("message").asText(),
                    json.path("error").asText());
        } catch (JsonProcessingException e) {
            return new Entry("ERROR", "live.itest", "a line of the log is not JSON: " + line, "");
        }
    }
}
