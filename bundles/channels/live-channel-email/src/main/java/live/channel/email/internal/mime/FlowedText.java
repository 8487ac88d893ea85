// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

/** Joins the lines of {@code format=flowed} text (RFC 3676, section 4). */
final class FlowedText {
    private static final String SIGNATURE = "-- ";

    private FlowedText() {}

    /** @param deleteSpace the parameter {@code DelSp}: the space at the end of a flowed line is not part of the text */
    static String unfold(String text, boolean deleteSpace) {
        StringBuilder out = new StringBuilder(text.length());
        int depthBefore = -1;
        for (String line : text.split("\n", -1)) {
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            String rest = line.substring(depth);
            if (rest.startsWith(" ")) {
                rest = rest.substring(1);
            }
            boolean signature = rest.equals(SIGNATURE);
            boolean joins = depth == depthBefore && !signature;
            if (!joins) {
                if (out.length() > 0) {
                    out.append('\n');
                }
                out.append(">".repeat(depth)).append(depth > 0 ? " " : "");
            }
            boolean flows = rest.endsWith(" ") && !signature;
            out.append(flows && deleteSpace ? rest.substring(0, rest.length() - 1) : rest);
            depthBefore = flows ? depth : -1;
        }
        return out.toString();
    }
}
