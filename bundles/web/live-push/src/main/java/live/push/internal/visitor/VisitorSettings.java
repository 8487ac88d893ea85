// SPDX-License-Identifier: Apache-2.0
package live.push.internal.visitor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What visitors may take of this node. Texts, with the reason of every default, are in {@code OSGI-INF/l10n}. */
@ObjectClassDefinition(
        id = VisitorSettings.PID,
        name = "%visitors",
        description = "%visitors.help",
        localization = "OSGI-INF/l10n/push")
public @interface VisitorSettings {
    String PID = "live.push.visitors";

    @AttributeDefinition(name = "%lines", description = "%lines.help", min = "1", max = "200000")
    int lines() default 20_000;

    @AttributeDefinition(name = "%linesOfAddress", description = "%linesOfAddress.help", min = "1", max = "200000")
    int linesOfAddress() default 300;

    @AttributeDefinition(name = "%framesPerSecond", description = "%framesPerSecond.help", min = "1", max = "100000")
    int framesPerSecond() default 20;

    @AttributeDefinition(name = "%framesAtOnce", description = "%framesAtOnce.help", min = "1", max = "100000")
    int framesAtOnce() default 60;

    @AttributeDefinition(name = "%helloSeconds", description = "%helloSeconds.help", min = "1", max = "60")
    int helloSeconds() default 10;
}
