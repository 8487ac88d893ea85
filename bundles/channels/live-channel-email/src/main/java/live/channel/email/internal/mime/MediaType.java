// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Content-Type that was read leniently.
 *
 * @param type {@code text/plain}, always in lower case and always with a slash
 * @param parameters names in lower case, values decoded by RFC 2231
 */
record MediaType(String type, Map<String, String> parameters) {
    private static final Pattern TYPE = Pattern.compile("^\\s*([\\w.+-]{1,60})/([\\w.+-]{1,100})");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w*-]{1,40})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))");

    /** Reads a header; {@code text/plain} if there is none or nothing can be made of it (RFC 2045, section 5.2). */
    static MediaType of(String header) {
        if (header.isBlank()) {
            return new MediaType("text/plain", Map.of());
        }
        try {
            ContentType strict = new ContentType(header);
            Map<String, String> parameters = new LinkedHashMap<>();
            if (strict.getParameterList() != null) {
                strict.getParameterList().getNames().asIterator().forEachRemaining(name -> {
                    String value = strict.getParameter(name);
                    parameters.put(name.toLowerCase(Locale.ROOT), value == null ? "" : value);
                });
            }
            return new MediaType(strict.getBaseType().toLowerCase(Locale.ROOT), parameters);
        } catch (ParseException broken) {
            return lenient(header);
        }
    }

    private static MediaType lenient(String header) {
        Matcher type = TYPE.matcher(header);
        String name = type.find() ? (type.group(1) + "/" + type.group(2)).toLowerCase(Locale.ROOT) : "";
        if (name.isEmpty()) {
            name = header.strip().equalsIgnoreCase("text") ? "text/plain" : "application/octet-stream";
        }
        return new MediaType(name, parametersOf(header));
    }

    /** The parameters of a header that the strict parser refused. */
    static Map<String, String> parametersOf(String header) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(header);
        while (parameter.find() && parameters.size() < 50) {
            String value = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
            parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value.replaceAll("\\\\(.)", "$1"));
        }
        return parameters;
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    /** {@code report-type=delivery-status} and the like (RFC 6522). */
    boolean isReport(String reportType) {
        return type.equals("multipart/report") && parameter("report-type").equalsIgnoreCase(reportType);
    }
}
