// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.shell;

import java.io.PrintStream;
import live.admin.internal.file.ConfigurationFile.Differences;

/** Differences as lines of text. */
final class ShownDifferences {
    private ShownDifferences() {}

    static void print(Differences differences, PrintStream out) {
        if (differences.sections().isEmpty()) {
            out.println("Nothing differs.");
        }
        differences.sections().forEach(section -> {
            out.println(section.section());
            section.objects().forEach(object -> {
                out.println("  " + object.kind() + " " + object.name());
                object.fields()
                        .forEach(field -> out.println("    " + field.field() + ": "
                                + field.before().map(Object::toString).orElse("-") + " -> "
                                + field.after().map(Object::toString).orElse("-")));
            });
            section.faults()
                    .forEach(fault ->
                            out.println("  FAULT " + fault.object() + " " + fault.field() + ": " + fault.message()));
        });
    }
}
