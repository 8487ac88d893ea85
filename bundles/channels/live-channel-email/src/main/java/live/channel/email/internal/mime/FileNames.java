// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import java.util.regex.Pattern;

/** Makes a file name out of whatever a sender called an attachment. */
final class FileNames {
    private static final int LIMIT = 180;

    /** Control, format (among them the signs that turn the reading direction) and private characters, lone surrogates. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}<>:\"|?*]+");

    private FileNames() {}

    /** A name without path, control characters and leading dots; {@code fallback} if nothing is left. */
    static String safe(String claimed, String fallback) {
        int slash = Math.max(claimed.lastIndexOf('/'), claimed.lastIndexOf('\\'));
        String name = UNFIT.matcher(claimed.substring(slash + 1)).replaceAll("").strip();
        name = name.replaceAll("^[.\\s]+|[.\\s]+$", "");
        if (name.isEmpty()) {
            return fallback;
        }
        if (name.length() <= LIMIT) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
        return HeaderText.cut(name, LIMIT - extension.length()) + extension;
    }
}
