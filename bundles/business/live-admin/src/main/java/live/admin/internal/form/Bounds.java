// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.form;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Bundle;

/** The least and the largest value of attributes, which the metatype service reads but does not tell. */
final class Bounds {
    private static final String FOLDER = "OSGI-INF/metatype";

    private final Map<String, String> least = new HashMap<>();
    private final Map<String, String> most = new HashMap<>();

    private Bounds() {}

    static Bounds of(Bundle bundle) {
        Bounds bounds = new Bounds();
        Enumeration<URL> files = bundle.findEntries(FOLDER, "*.xml", true);
        for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
            try (InputStream stream = file.openStream()) {
                bounds.read(stream);
            } catch (IOException | XMLStreamException e) {
                throw new IllegalStateException(file + " cannot be read", e);
            }
        }
        return bounds;
    }

    Optional<String> least(String form, String attribute) {
        return Optional.ofNullable(least.get(form + "#" + attribute));
    }

    Optional<String> most(String form, String attribute) {
        return Optional.ofNullable(most.get(form + "#" + attribute));
    }

    private void read(InputStream stream) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        XMLStreamReader xml = factory.createXMLStreamReader(stream);
        String form = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String element = xml.getLocalName();
            if (element.equals("OCD")) {
                form = xml.getAttributeValue(null, "id");
            } else if (element.equals("AD")) {
                String key = form + "#" + xml.getAttributeValue(null, "id");
                Optional.ofNullable(xml.getAttributeValue(null, "min")).ifPresent(min -> least.put(key, min));
                Optional.ofNullable(xml.getAttributeValue(null, "max")).ifPresent(max -> most.put(key, max));
            }
        }
    }
}
