// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.admin.internal.form.Form.Attribute;
import live.admin.internal.form.Form.Option;
import live.admin.internal.form.Form.Type;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The forms of all components that are there and whose pid begins with {@code live.}. */
@Component(service = Forms.class)
public final class Forms {
    private static final String FOLDER = "OSGI-INF/metatype";
    private static final String PRODUCT = "live.";
    /** A bundle that was stopped keeps its forms, but nobody acts on what one fills in. */
    private static final int THERE = Bundle.STARTING | Bundle.ACTIVE;

    private final BundleContext context;
    private final MetaTypeService metatypes;

    @Activate
    public Forms(BundleContext context, @Reference MetaTypeService metatypes) {
        this.context = context;
        this.metatypes = metatypes;
    }

    public List<Form> all(Locale locale) {
        List<Form> forms = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if ((bundle.getState() & THERE) == 0 || bundle.getEntry(FOLDER) == null) {
                continue;
            }
            MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
            if (information == null) {
                continue;
            }
            Bounds bounds = Bounds.of(bundle);
            pids(information.getPids())
                    .forEach(pid -> forms.add(form(bundle, information, bounds, pid, false, locale)));
            pids(information.getFactoryPids())
                    .forEach(pid -> forms.add(form(bundle, information, bounds, pid, true, locale)));
        }
        forms.sort(Comparator.comparing(Form::title, String.CASE_INSENSITIVE_ORDER));
        return forms;
    }

    public Optional<Form> find(String pid, Locale locale) {
        return all(locale).stream().filter(form -> form.pid().equals(pid)).findFirst();
    }

    private static Stream<String> pids(String[] pids) {
        return pids == null ? Stream.empty() : Stream.of(pids).filter(pid -> pid.startsWith(PRODUCT));
    }

    private static Form form(
            Bundle bundle, MetaTypeInformation information, Bounds bounds, String pid, boolean factory, Locale locale) {
        // The base file of words is English; the metatype service would take the JVM's language instead.
        String language = locale.getLanguage().equals("en") ? "" : locale.toString();
        ObjectClassDefinition definition = information.getObjectClassDefinition(pid, language);
        Set<String> required = attributes(definition, ObjectClassDefinition.REQUIRED)
                .map(AttributeDefinition::getID)
                .collect(Collectors.toSet());
        List<Attribute> attributes = attributes(definition, ObjectClassDefinition.ALL)
                .map(attribute -> attribute(attribute, required, bounds, definition.getID()))
                .toList();
        return new Form(
                pid,
                factory,
                text(definition.getName(), pid),
                text(definition.getDescription(), ""),
                String.valueOf(bundle.getSymbolicName()),
                attributes);
    }

    private static Stream<AttributeDefinition> attributes(ObjectClassDefinition definition, int filter) {
        AttributeDefinition[] attributes = definition.getAttributeDefinitions(filter);
        return attributes == null ? Stream.empty() : Stream.of(attributes);
    }

    private static Attribute attribute(
            AttributeDefinition definition, Set<String> required, Bounds bounds, String form) {
        String id = definition.getID();
        return new Attribute(
                id,
                text(definition.getName(), id),
                text(definition.getDescription(), ""),
                type(definition.getType()),
                Math.abs(definition.getCardinality()),
                options(definition),
                definition.getDefaultValue() == null ? List.of() : List.of(definition.getDefaultValue()),
                required.contains(id),
                bounds.least(form, id),
                bounds.most(form, id));
    }

    private static List<Option> options(AttributeDefinition definition) {
        String[] values = definition.getOptionValues();
        String[] labels = definition.getOptionLabels();
        List<Option> options = new ArrayList<>();
        for (int i = 0; values != null && i < values.length; i++) {
            options.add(new Option(values[i], labels == null ? values[i] : text(labels[i], values[i])));
        }
        return options;
    }

    private static Type type(int type) {
        return switch (type) {
            case AttributeDefinition.INTEGER, AttributeDefinition.SHORT, AttributeDefinition.BYTE -> Type.INTEGER;
            case AttributeDefinition.LONG -> Type.LONG;
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> Type.DOUBLE;
            case AttributeDefinition.BOOLEAN -> Type.BOOLEAN;
            case AttributeDefinition.PASSWORD -> Type.PASSWORD;
            default -> Type.STRING;
        };
    }

    private static String text(String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
