// SPDX-License-Identifier: Apache-2.0
package live.core.internal.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Knows from the forms of the modules which attributes are passwords. */
@Component(service = Passwords.class)
public class Passwords {
    private static final String FORMS = "OSGI-INF/metatype";

    private final BundleContext context;
    private final MetaTypeService forms;

    @Activate
    public Passwords(BundleContext context, @Reference MetaTypeService forms) {
        this.context = context;
        this.forms = forms;
    }

    /** The password attributes of a component; none if its module is not there, or has no form for it. */
    Set<String> of(String factoryOrPid) {
        return Stream.of(context.getBundles())
                .filter(bundle -> (bundle.getState() & (Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE)) != 0)
                .filter(bundle -> bundle.getEntry(FORMS) != null)
                .map(forms::getMetaTypeInformation)
                .filter(information -> describes(information, factoryOrPid))
                .map(information -> information.getObjectClassDefinition(factoryOrPid, null))
                .flatMap(Passwords::attributes)
                .filter(attribute -> attribute.getType() == AttributeDefinition.PASSWORD)
                .map(AttributeDefinition::getID)
                .collect(Collectors.toSet());
    }

    private static Stream<AttributeDefinition> attributes(ObjectClassDefinition form) {
        AttributeDefinition[] attributes = form.getAttributeDefinitions(ObjectClassDefinition.ALL);
        return attributes == null ? Stream.empty() : Stream.of(attributes);
    }

    private static boolean describes(MetaTypeInformation information, String pid) {
        return information != null
                && Stream.of(information.getPids(), information.getFactoryPids())
                        .map(pids -> pids == null ? List.<String>of() : Arrays.asList(pids))
                        .anyMatch(pids -> pids.contains(pid));
    }
}
