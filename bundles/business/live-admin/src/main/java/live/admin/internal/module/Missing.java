// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.module;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the framework's account of a failure what a module needs and nobody offers. */
final class Missing {
    private static final Pattern REQUIREMENT = Pattern.compile("missing requirement \\[[^]]*] (osgi\\.[\\w.]+)");
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([\\w.]+)\\)");
    private static final Pattern FEATURE = Pattern.compile("osgi\\.identity=([\\w.-]+); type=karaf\\.feature");

    private Missing() {}

    /** Names of packages or modules, for the administrator; empty if the failure is of another kind. */
    static Set<String> from(Throwable failure) {
        Set<String> names = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String account = String.valueOf(cause.getMessage());
            // Each reason is told inside of the one before: the last one is what is missing.
            int last = 0;
            Matcher requirement = REQUIREMENT.matcher(account);
            while (requirement.find()) {
                last = requirement.start();
            }
            String reason = account.substring(last);
            collect(PACKAGE, reason, "package ", names);
            if (names.isEmpty() && last > 0) {
                collect(FEATURE, reason, "module ", names);
            }
        }
        return names;
    }

    private static void collect(Pattern pattern, String text, String what, Set<String> into) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            into.add(what + found.group(1));
        }
    }
}
