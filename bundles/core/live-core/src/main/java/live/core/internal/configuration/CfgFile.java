// SPDX-License-Identifier: Apache-2.0
package live.core.internal.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of {@code name = value} lines, in the format of java.util.Properties. */
final class CfgFile {
    private static final Pattern ENTRY = Pattern.compile("^\\s*([^#!\\s=:][^\\s=:]*)\\s*(?:[=:\\s]).*", Pattern.DOTALL);

    private CfgFile() {}

    /** Replaces values and leaves all else as it is: comments, order, spelling. */
    static void replace(Path file, Map<String, String> values) throws IOException {
        String before = Files.readString(file, StandardCharsets.UTF_8);
        String after = replaced(before, values);
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(file)));
        Files.writeString(fresh, after, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static String replaced(String text, Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        String[] given = text.split("\n", -1);
        for (int i = 0; i < given.length; i++) {
            Matcher entry = ENTRY.matcher(given[i]);
            String value = entry.matches() ? values.get(entry.group(1)) : null;
            if (value == null) {
                lines.add(given[i]);
                // What a line goes on with is not an entry of its own.
                while (entry.matches() && continues(given[i]) && i + 1 < given.length) {
                    lines.add(given[++i]);
                }
                continue;
            }
            while (continues(given[i]) && i + 1 < given.length) {
                i++;
            }
            lines.add(entry.group(1) + " = " + value);
        }
        return String.join("\n", lines);
    }

    private static boolean continues(String line) {
        int backslashes = 0;
        String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        while (backslashes < content.length() && content.charAt(content.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
