// SPDX-License-Identifier: Apache-2.0
package live.cluster.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where this node listens for the others, and where they are. Of each node: it stands in its own file. */
@ObjectClassDefinition(
        id = "live.cluster",
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/cluster")
public @interface ClusterConfig {
    @AttributeDefinition(name = "%address.name", description = "%address.description")
    String address() default "127.0.0.1";

    @AttributeDefinition(name = "%port.name", description = "%port.description", min = "1", max = "65535")
    int port() default 5701;

    @AttributeDefinition(name = "%members.name", description = "%members.description")
    String[] members() default {};

    /** Only nodes of the same name hear each other. */
    @AttributeDefinition(name = "%cluster.name", description = "%cluster.description")
    String cluster() default "live";

    @AttributeDefinition(name = "%silence.name", description = "%silence.description", min = "2", max = "60")
    int silenceSeconds() default 5;
}
