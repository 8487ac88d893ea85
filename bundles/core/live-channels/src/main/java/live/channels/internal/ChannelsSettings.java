// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How much the ledger and the runtime take at a time. */
@ObjectClassDefinition(name = "%name", description = "%description", localization = "OSGI-INF/l10n/channels")
public @interface ChannelsSettings {
    @AttributeDefinition(name = "%credit.name", description = "%credit.description", min = "1", max = "100000")
    int credit() default 2_000;

    @AttributeDefinition(
            name = "%senderLimit.name",
            description = "%senderLimit.description",
            min = "1",
            max = "1000000")
    int senderLimit() default 100;

    @AttributeDefinition(
            name = "%senderWindowSeconds.name",
            description = "%senderWindowSeconds.description",
            min = "1",
            max = "86400")
    int senderWindowSeconds() default 600;

    @AttributeDefinition(name = "%drainSeconds.name", description = "%drainSeconds.description", min = "0", max = "60")
    int drainSeconds() default 5;
}
