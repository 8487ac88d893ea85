// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Lists what the distribution holds that others wrote, and under which licence: every jar in it, every jar inside one of
 * our own bundles, and every package in the desktop's JavaScript ({@code META-INF/third-party.txt} in our bundles: name,
 * version, licence, separated by tabs).
 *
 * <p>Fails when a component's licence cannot be told, so that nothing slips in unseen.
 *
 * <p>Usage: {@code java ThirdPartyLicences.java <assembly> <local Maven repository> <output>}
 */
public class ThirdPartyLicences {
    private static final String ANGUS = "EPL-2.0 or GPL-2.0 with Classpath Exception or EDL 1.0";

    /** Components whose descriptor names no licence within reach; each was read in the component's own licence file. */
    private static final Map<String, String> LOOKED_UP = Map.ofEntries(
            Map.entry("com.fasterxml.jackson.core:jackson-core", "Apache-2.0"),
            Map.entry("com.fasterxml.jackson.core:jackson-databind", "Apache-2.0"),
            Map.entry("com.github.erosb:everit-json-schema", "Apache-2.0"),
            Map.entry("com.hazelcast:hazelcast-tpc-engine", "Apache-2.0"),
            Map.entry("com.zaxxer:HikariCP", "Apache-2.0"),
            Map.entry("jakarta.activation:jakarta.activation-api", "EDL 1.0"),
            Map.entry("org.apache.aries.spec:org.apache.aries.javax.jax.rs-api", "Apache-2.0"),
            Map.entry("org.apache.geronimo.specs:geronimo-osgi-registry", "Apache-2.0"),
            Map.entry("org.apache.servicemix.specs:org.apache.servicemix.specs.locator", "Apache-2.0"),
            Map.entry("org.bouncycastle:bcpkix-jdk18on", "Bouncy Castle Licence (MIT)"),
            Map.entry("org.bouncycastle:bcprov-jdk18on", "Bouncy Castle Licence (MIT)"),
            Map.entry("org.bouncycastle:bcutil-jdk18on", "Bouncy Castle Licence (MIT)"),
            Map.entry("org.eclipse.angus:angus-core", ANGUS),
            Map.entry("org.eclipse.angus:angus-mail", ANGUS),
            Map.entry("org.eclipse.angus:imap", ANGUS),
            Map.entry("org.eclipse.angus:logging-mailhandler", ANGUS),
            Map.entry("org.eclipse.angus:pop3", ANGUS),
            Map.entry("org.eclipse.angus:smtp", ANGUS),
            Map.entry("org.eclipse.persistence:org.eclipse.persistence.antlr", "EPL-2.0 or EDL 1.0"),
            Map.entry("org.eclipse.persistence:org.eclipse.persistence.core", "EPL-2.0 or EDL 1.0"),
            Map.entry("org.eclipse.persistence:org.eclipse.persistence.jpa", "EPL-2.0 or EDL 1.0"),
            Map.entry("org.eclipse.persistence:org.eclipse.persistence.jpa.jpql", "EPL-2.0 or EDL 1.0"),
            Map.entry("org.json:json", "Public Domain"),
            Map.entry("org.snakeyaml:snakeyaml-engine", "Apache-2.0"),
            Map.entry("tools.jackson.core:jackson-core", "Apache-2.0"),
            Map.entry("tools.jackson.core:jackson-databind", "Apache-2.0"),
            Map.entry("tools.jackson.jr:jackson-jr-annotation-support", "Apache-2.0"),
            Map.entry("tools.jackson.jr:jackson-jr-objects", "Apache-2.0"));

    private final Path repository;
    private final TreeMap<String, String> licences = new TreeMap<>();
    /** How many components our own bundles have told of. */
    private int told;
    private final SortedSet<String> unknown = new TreeSet<>();

    private ThirdPartyLicences(Path repository) {
        this.repository = repository;
    }

    public static void main(String[] arguments) throws Exception {
        Path assembly = Path.of(arguments[0]);
        ThirdPartyLicences list = new ThirdPartyLicences(Path.of(arguments[1]));
        try (Stream<Path> files = Files.walk(assembly)) {
            for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                list.add(jar);
            }
        }
        if (!list.unknown.isEmpty()) {
            System.err.println("No licence found for:\n  " + String.join("\n  ", list.unknown));
            System.exit(1);
        }
        list.write(Path.of(arguments[2]));
    }

    private void add(Path jar) throws Exception {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            int before = told;
            boolean ours = jar.getFileName().toString().startsWith("live-");
            List<Properties> coordinates = coordinates(zip);
            if (!ours) {
                Optional<String[]> gav = coordinatesOf(jar);
                if (gav.isPresent()) {
                    String[] g = gav.get();
                    record(g[0], g[1], g[2], zip);
                    return;
                }
                if (coordinates.isEmpty()) {
                    unknown.add(jar.getFileName().toString());
                }
            }
            for (Properties each : coordinates) {
                if (!"live".equals(each.getProperty("groupId"))) {
                    record(each.getProperty("groupId"), each.getProperty("artifactId"), each.getProperty("version"), null);
                    told++;
                }
            }
            ZipEntry packages = zip.getEntry("META-INF/third-party.txt");
            if (packages != null) {
                for (String line : text(zip, packages).split("\n")) {
                    String[] parts = line.strip().split("\t");
                    if (parts.length == 3) {
                        licences.put(parts[0] + " " + parts[1], parts[2]);
                        told++;
                    } else if (!line.isBlank()) {
                        unknown.add(jar.getFileName() + ": " + line);
                    }
                }
            }
            if (ours && told == before && holdsOthers(zip)) {
                unknown.add(jar.getFileName() + ": holds classes of others and tells of none");
            }
        }
    }

    /** Whether one of our bundles holds classes that others wrote. */
    private static boolean holdsOthers(ZipFile zip) {
        return zip.stream()
                .map(ZipEntry::getName)
                .anyMatch(name -> name.endsWith(".class") && !name.startsWith("live/") && !name.startsWith("OSGI-"));
    }

    /** In a Maven-shaped folder the path says what a jar is. */
    private static Optional<String[]> coordinatesOf(Path jar) {
        Path version = jar.getParent();
        Path artifact = version.getParent();
        String name = jar.getFileName().toString();
        if (!name.startsWith(artifact.getFileName() + "-" + version.getFileName())) {
            return Optional.empty();
        }
        List<String> group = new ArrayList<>();
        for (Path p = artifact.getParent(); p != null && !p.endsWith("system"); p = p.getParent()) {
            group.add(0, p.getFileName().toString());
        }
        return Optional.of(new String[] {
            String.join(".", group), artifact.getFileName().toString(), version.getFileName().toString()
        });
    }

    private static List<Properties> coordinates(ZipFile zip) throws IOException {
        List<Properties> found = new ArrayList<>();
        for (ZipEntry entry : zip.stream().toList()) {
            if (entry.getName().startsWith("META-INF/maven/") && entry.getName().endsWith("/pom.properties")) {
                Properties properties = new Properties();
                try (InputStream in = zip.getInputStream(entry)) {
                    properties.load(in);
                }
                found.add(properties);
            }
        }
        return found;
    }

    private void record(String group, String artifact, String version, ZipFile jar) throws Exception {
        String key = group + ":" + artifact;
        String licence = LOOKED_UP.get(key);
        if (licence == null) {
            licence = fromPom(group, artifact, version).orElse(null);
        }
        if (licence == null && jar != null) {
            licence = fromManifest(jar).orElse(null);
        }
        if (licence == null) {
            unknown.add(key + ":" + version);
        } else {
            licences.put(key + " " + version, spdx(licence));
        }
    }

    /** The usual identifier for what publishers write in many ways; other texts stay as they are. */
    private static String spdx(String licence) {
        String text = licence.toLowerCase(Locale.ROOT);
        if (text.contains("apache") && text.contains("2.0") || text.equals("alv2")) {
            return "Apache-2.0";
        }
        if (text.contains("eclipse distribution license") || text.equals("edl 1.0")) {
            return "BSD-3-Clause (EDL 1.0)";
        }
        if (text.contains("opensource.org/licenses/mit")) {
            return "MIT";
        }
        return licence;
    }

    private Optional<String> fromPom(String group, String artifact, String version) throws Exception {
        Path pom = repository
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".pom");
        if (!Files.exists(pom)) {
            return Optional.empty();
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(pom.toFile());
        List<String> names = new ArrayList<>();
        for (Element licences : children(document.getDocumentElement(), "licenses")) {
            for (Element licence : children(licences, "license")) {
                children(licence, "name").forEach(n -> names.add(n.getTextContent().strip().replaceAll("\\s+", " ")));
            }
        }
        if (!names.isEmpty()) {
            return Optional.of(String.join(" or ", names));
        }
        for (Element parent : children(document.getDocumentElement(), "parent")) {
            return fromPom(value(parent, "groupId"), value(parent, "artifactId"), value(parent, "version"));
        }
        return Optional.empty();
    }

    private static Optional<String> fromManifest(ZipFile jar) throws IOException {
        try (JarFile file = new JarFile(jar.getName())) {
            return Optional.ofNullable(file.getManifest())
                    .map(m -> m.getMainAttributes().getValue("Bundle-License"))
                    .map(String::strip)
                    .filter(l -> !l.isEmpty());
        }
    }

    private static String value(Element parent, String name) {
        return children(parent, name).get(0).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element e && e.getTagName().equals(name)) {
                found.add(e);
            }
        }
        return found;
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(Path output) throws IOException {
        StringBuilder text = new StringBuilder("# Licences of what others wrote\n\n"
                + "LIVE itself is under the Apache License 2.0 (LICENSE). This distribution also holds the components below,"
                + " each under its own licence.\n\n| component | version | licence |\n| --- | --- | --- |\n");
        licences.forEach((component, licence) -> {
            int space = component.lastIndexOf(' ');
            text.append("| ").append(component, 0, space).append(" | ").append(component.substring(space + 1));
            text.append(" | ").append(licence.replace("|", "/")).append(" |\n");
        });
        Files.writeString(output, text);
    }
}
