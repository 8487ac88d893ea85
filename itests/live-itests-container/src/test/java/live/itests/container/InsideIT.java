// SPDX-License-Identifier: Apache-2.0
package live.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.sql.DataSource;
import live.core.FreePort;
import live.core.store.SchemaReady;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** The packed distribution, looked at from inside: the services that modules get, and what a hot module does to others. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class InsideIT {

    private static final String HOT = "live-channel-email";
    private static final String WHERE = "select current_database() || inet_server_port()";

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    @Filter("(live.store=direct)")
    private DataSource direct;

    @Inject
    @Filter("(osgi.unit.name=directory)")
    private JpaTemplate directory;

    @Inject
    @Filter("(module=core)")
    private SchemaReady core;

    @Configuration
    public Option[] configuration() throws IOException {
        Path root = Path.of(System.getProperty("live.root"));
        File archive;
        try (Stream<Path> files = Files.list(root.resolve("karaf-distribution/target"))) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow()
                    .toFile();
        }
        // Where the uid that runs the database can pass through.
        Path unpacked = Files.createTempDirectory(Path.of("/var/tmp"), "live-inside-");
        Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwx--x--x"));
        String properties = "etc/custom.system.properties";
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl(archive.toURI().toString())
                    .name("LIVE")
                    .karafVersion("4.4.10")
                    .unpackDirectory(unpacked.toFile())
                    .useDeployFolder(false),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            editConfigurationFilePut(properties, "live.http.port", Integer.toString(FreePort.find())),
            editConfigurationFilePut(properties, "live.ssh.port", Integer.toString(FreePort.find())),
            // The archive's own folder is asked as ever, this one only for Pax Exam's bundles; nothing on the network
            // is.
            editConfigurationFilePut(
                    "etc/org.ops4j.pax.url.mvn.cfg",
                    "org.ops4j.pax.url.mvn.repositories",
                    Path.of(System.getProperty("live.exam")).toUri() + "@id=exam"),
            vmOptions(jvm())
        };
    }

    private static String[] jvm() {
        return new String[] {
            "-XX:TieredStopAtLevel=1",
            "--add-reads=java.xml=java.logging",
            "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
            "--patch-module",
            "java.base=lib/endorsed/org.apache.karaf.specs.locator-4.4.10.jar",
            "--patch-module",
            "java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-4.4.10.jar",
            "--add-opens",
            "java.base/java.security=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.net=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.util=ALL-UNNAMED",
            "--add-opens",
            "java.naming/javax.naming.spi=ALL-UNNAMED",
            "--add-opens",
            "java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
            "-classpath",
            "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*"
        };
    }

    /** The library's own class would lose REST applications that start at the same moment. */
    @Test
    public void restApplicationsMayStartAtOnce() throws ClassNotFoundException {
        Bundle library = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().endsWith("component-dsl.component-dsl"))
                .findFirst()
                .orElseThrow();
        Set<Class<?>> maps = Arrays.stream(
                        library.loadClass("org.apache.aries.component.dsl.OSGi").getDeclaredMethods())
                .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                .filter(Map.class::isAssignableFrom)
                .collect(Collectors.toSet());
        assertTrue(maps.toString(), maps.contains(ConcurrentHashMap.class));
        assertFalse(maps.toString(), maps.contains(HashMap.class));
    }

    @Test
    public void everyBundleRuns() {
        List<String> idle = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get("Fragment-Host") == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::toString)
                .filter(name -> !name.contains("org.apache.karaf.features.extension"))
                .collect(Collectors.toList());
        assertEquals(List.of(), idle);
    }

    @Test
    public void theWebServerIsTheOneThatWasTested() {
        List<String> names =
                Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).collect(Collectors.toList());
        assertTrue(names.contains("org.ops4j.pax.web.pax-web-tomcat"));
        assertFalse(names.contains("org.ops4j.pax.web.pax-web-jetty"));
        assertFalse(names.contains("org.ops4j.pax.web.pax-web-undertow"));
    }

    @Test
    public void persistenceUnitsWorkOnTheOneDatabase() throws Exception {
        assertEquals("core", core.module());
        assertEquals("on", ask(direct, "show synchronous_commit"));
        Object where = directory.txExpr(em -> em.createNativeQuery(WHERE).getSingleResult());
        assertEquals(ask(direct, WHERE), where);
    }

    @Test
    public void aHotModuleComesAndGoesWithoutRefreshingAnother() throws Exception {
        assertTrue(features.isInstalled(features.getFeature(HOT)));
        long started = marks();
        features.uninstallFeature(HOT, EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
        assertFalse(features.isInstalled(features.getFeature(HOT)));
        features.installFeature(HOT, EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
        assertTrue(features.isInstalled(features.getFeature(HOT)));
        assertEquals(started, marks());
    }

    /** Changes as soon as another bundle than the hot one is wired anew. */
    private long marks() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !HOT.equals(bundle.getSymbolicName()))
                .mapToLong(bundle -> System.identityHashCode(bundle.adapt(BundleWiring.class)))
                .sum();
    }

    private static String ask(DataSource source, String sql) throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
