// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.module;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.admin.internal.module.Module.Part;
import live.core.Principal;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.health.Health;
import live.core.health.HealthBoard;
import live.core.health.HealthCheck;
import live.core.web.Problem;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.Capability;
import org.apache.karaf.features.Dependency;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeatureState;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.Repository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs, removes, stops and updates modules by Karaf's features, one at a time, without refreshing any other bundle.
 *
 * <p>A feature of the product is hot when it says so by the capability {@code live.hot}; all others are its foundation.
 * Features of other repositories, a partner's, are hot.
 */
@Component(service = Modules.class)
public final class Modules {
    /** Capability of a feature that may come and go while the product runs. */
    private static final String HOT = "live.hot";

    private static final String OURS = "live-";
    private static final Logger LOG = LoggerFactory.getLogger(Modules.class);

    private final FeaturesService features;
    private final BundleContext context;
    private final HealthBoard board;
    private final AuditTrail audit;

    @Activate
    public Modules(
            BundleContext context,
            @Reference FeaturesService features,
            @Reference HealthBoard board,
            @Reference AuditTrail audit) {
        this.context = context;
        this.features = features;
        this.board = board;
        this.audit = audit;
    }

    /** What may be done with a module. */
    public enum Act {
        INSTALL,
        UNINSTALL,
        START,
        STOP,
        UPDATE
    }

    /** All modules, installed or not. */
    public List<Module> all() {
        Map<String, Feature> known = known();
        Map<String, Health> checks = board.report().checks();
        return known.values().stream()
                .map(feature -> describe(feature, known, checks))
                .sorted(Comparator.comparing(Module::name))
                .toList();
    }

    /** Does something to a hot module and answers how it is afterwards. Takes a second or two. */
    public synchronized Module act(Principal actor, String name, Act act) {
        Map<String, Feature> known = known();
        Feature feature = known.get(name);
        if (feature == null) {
            throw Problem.notFound("admin.module.unknown", "There is no module " + name + ".");
        }
        if (!hot(feature)) {
            throw Problem.conflict(
                    "admin.module.protected", name + " is part of the foundation: it changes with a restart only.");
        }
        if (act != Act.INSTALL && !features.isInstalled(feature)) {
            throw Problem.conflict("admin.module.missing", name + " is not installed.");
        }
        if (act == Act.UNINSTALL) {
            unused(feature, known);
        }
        audit.record(new AuditEntry(
                actor, "admin.module." + act.name().toLowerCase(java.util.Locale.ROOT), "module:" + name, "{}"));
        try {
            perform(feature, act);
        } catch (Exception failure) { // what Karaf declares
            LOG.warn("code=admin.module.failed {} of module {} failed", act, name, failure);
            audit.record(new AuditEntry(actor, "admin.module.failed", "module:" + name, "{}"));
            Set<String> missing = Missing.from(failure);
            throw Problem.unprocessable(
                    "admin.module.failed",
                    act + " of " + name + " failed"
                            + (missing.isEmpty()
                                    ? "; the log says why."
                                    : ": nothing offers the " + String.join(", the ", missing) + "."));
        }
        Map<String, Feature> after = known();
        return describe(after.getOrDefault(name, feature), after, board.report().checks());
    }

    private void perform(Feature feature, Act act) throws Exception {
        EnumSet<FeaturesService.Option> quiet = EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);
        switch (act) {
            case INSTALL -> features.installFeature(feature.getName(), feature.getVersion(), quiet);
            case UNINSTALL -> features.uninstallFeature(feature.getName(), feature.getVersion(), quiet);
            case START -> {
                state(feature, FeatureState.Started, quiet);
                for (Bundle bundle : own(feature)) {
                    bundle.start();
                }
            }
            case STOP -> {
                state(feature, FeatureState.Resolved, quiet);
                for (Bundle bundle : own(feature)) {
                    bundle.stop();
                }
            }
            case UPDATE -> update(feature, quiet);
        }
    }

    /** The features have to know, too: they start whatever they take for started whenever any other one comes or goes. */
    private void state(Feature feature, FeatureState state, EnumSet<FeaturesService.Option> quiet) throws Exception {
        features.updateFeaturesState(Map.of(FeaturesService.ROOT_REGION, Map.of(feature.getId(), state)), quiet);
    }

    /** To the newest version that is known; the same version is read anew, as after a build. */
    private void update(Feature feature, EnumSet<FeaturesService.Option> quiet) throws Exception {
        Feature newest = Stream.of(features.listFeatures())
                .filter(other -> other.getName().equals(feature.getName()))
                .max(Comparator.comparing(other -> Version.parseVersion(other.getVersion())))
                .orElse(feature);
        if (!newest.getVersion().equals(feature.getVersion())) {
            EnumSet<FeaturesService.Option> upgrade = EnumSet.copyOf(quiet);
            upgrade.add(FeaturesService.Option.Upgrade);
            features.installFeature(newest.getName(), newest.getVersion(), upgrade);
            return;
        }
        for (Bundle bundle : own(feature)) {
            bundle.update();
        }
    }

    private void unused(Feature feature, Map<String, Feature> known) {
        List<String> users = usedBy(feature, known);
        if (!users.isEmpty()) {
            throw Problem.conflict(
                    "admin.module.used", feature.getName() + " is used by " + String.join(", ", users) + ".");
        }
    }

    /** By name; of several versions the installed one, or else the newest. */
    private Map<String, Feature> known() {
        Map<String, Feature> known = new TreeMap<>();
        try {
            for (Repository repository : features.listRepositories()) {
                if (foreign(repository)) {
                    continue;
                }
                for (Feature feature : repository.getFeatures()) {
                    known.merge(feature.getName(), feature, this::preferred);
                }
            }
        } catch (Exception failure) { // what Karaf declares
            throw new IllegalStateException("the features cannot be listed", failure);
        }
        return known;
    }

    private Feature preferred(Feature one, Feature other) {
        if (features.isInstalled(one) != features.isInstalled(other)) {
            return features.isInstalled(one) ? one : other;
        }
        return Version.parseVersion(one.getVersion()).compareTo(Version.parseVersion(other.getVersion())) >= 0
                ? one
                : other;
    }

    private static boolean foreign(Repository repository) {
        String uri = repository.getURI().toString();
        return Stream.of("mvn:org.apache.karaf", "mvn:org.ops4j.", "mvn:org.apache.cxf", "mvn:org.apache.aries")
                .anyMatch(uri::startsWith);
    }

    private static boolean hot(Feature feature) {
        return !feature.getName().startsWith(OURS)
                || feature.getCapabilities().stream().map(Capability::getValue).anyMatch(value -> value.strip()
                        .startsWith(HOT));
    }

    private Module describe(Feature feature, Map<String, Feature> known, Map<String, Health> checks) {
        List<Bundle> own = own(feature);
        boolean installed = features.isInstalled(feature);
        return new Module(
                feature.getName(),
                title(feature),
                feature.getVersion(),
                installed ? state(own) : Module.State.UNINSTALLED,
                hot(feature),
                installed
                        ? own.stream()
                                .map(bundle -> new Part(
                                        bundle.getBundleId(),
                                        String.valueOf(bundle.getSymbolicName()),
                                        bundle.getVersion().toString(),
                                        word(bundle.getState())))
                                .toList()
                        : List.of(),
                installed ? health(own, checks) : Health.OK,
                feature.getDependencies().stream()
                        .map(Dependency::getName)
                        .filter(known::containsKey)
                        .sorted()
                        .toList(),
                usedBy(feature, known));
    }

    private List<String> usedBy(Feature feature, Map<String, Feature> known) {
        return known.values().stream()
                .filter(features::isInstalled)
                .filter(other -> other.getDependencies().stream()
                        .anyMatch(dependency -> dependency.getName().equals(feature.getName())))
                .map(Feature::getName)
                .sorted()
                .toList();
    }

    private List<Bundle> own(Feature feature) {
        Set<String> locations =
                feature.getBundles().stream().map(BundleInfo::getLocation).collect(Collectors.toSet());
        return Stream.of(context.getBundles())
                .filter(bundle -> locations.contains(bundle.getLocation()))
                .toList();
    }

    private static Module.State state(List<Bundle> bundles) {
        List<Bundle> runnable = bundles.stream()
                .filter(bundle -> {
                    BundleRevision revision = bundle.adapt(BundleRevision.class);
                    return revision == null || (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0;
                })
                .toList();
        if (runnable.stream().anyMatch(bundle -> bundle.getState() == Bundle.INSTALLED)) {
            return Module.State.FAILED;
        }
        boolean runs = runnable.stream()
                .allMatch(bundle -> bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING);
        return runs ? Module.State.STARTED : Module.State.INSTALLED;
    }

    private static String word(int state) {
        return switch (state) {
            case Bundle.ACTIVE -> "active";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            default -> "uninstalled";
        };
    }

    /** The worst answer of the checks that its bundles brought. */
    private static Health health(List<Bundle> bundles, Map<String, Health> checks) {
        List<Health> answers = new ArrayList<>();
        for (Bundle bundle : bundles) {
            for (ServiceReference<?> service : services(bundle)) {
                List<String> types = List.of((String[]) service.getProperty("objectClass"));
                Health health = checks.get(String.valueOf(service.getProperty("name")));
                if (types.contains(HealthCheck.class.getName()) && health != null) {
                    answers.add(health);
                }
            }
        }
        return answers.stream().max(Comparator.comparing(Health::state)).orElse(Health.OK);
    }

    /** None of a bundle that has been uninstalled since it was listed. */
    private static List<ServiceReference<?>> services(Bundle bundle) {
        try {
            ServiceReference<?>[] services = bundle.getRegisteredServices();
            return services == null ? List.of() : List.of(services);
        } catch (IllegalStateException uninstalled) {
            LOG.debug("{} left while it was looked at", bundle, uninstalled);
            return List.of();
        }
    }

    private static String title(Feature feature) {
        String description = feature.getDescription();
        return description == null || description.isBlank() ? feature.getName() : description;
    }
}
