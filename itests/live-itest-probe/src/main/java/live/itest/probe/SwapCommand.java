// SPDX-License-Identifier: Apache-2.0
package live.itest.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Swaps a bundle again and again, and tells what it left behind and whom it disturbed. */
@Service
@Command(scope = "probe", name = "swap", description = "Swaps a bundle again and again")
@SuppressWarnings("NullAway.Init")
public class SwapCommand implements Action {
    @Argument(index = 0, required = true, description = "symbolic name of the bundle")
    String name;

    @Argument(index = 1, required = true, description = "how often")
    int cycles;

    @Argument(index = 2, required = true, description = "restart, update or reinstall")
    String mode;

    @Argument(index = 3, required = true, description = "filter of a service that the bundle registers")
    String filter;

    @Reference
    BundleContext context;

    @Reference
    FeaturesService features;

    @Override
    public @Nullable Object execute() throws Exception {
        Bundle bundle = Arrays.stream(context.getBundles())
                .filter(candidate -> name.equals(candidate.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bundle " + name));
        try (Swaps swaps = new Swaps(framework(), bundle, filter)) {
            swaps.run(cycles, mode);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("cycles", cycles);
            result.put("disturbed", List.copyOf(swaps.disturbed()));
            result.put("backMillis", swaps.backMillis());
            result.put("loadersLeft", swaps.loadersLeft());
            result.put("threadsLeft", swaps.threadsLeft());
            result.put("socketsMore", swaps.socketsMore());
            result.put("heapMoreBytes", swaps.heapMoreBytes());
            if (mode.equals("reinstall")) {
                giveBack();
            }
            System.out.println(new ObjectMapper().writeValueAsString(result));
        }
        return null;
    }

    /** What the framework installs by itself is not the feature's any more; the next test finds a feature again. */
    private void giveBack() throws Exception {
        EnumSet<FeaturesService.Option> quiet = EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);
        features.uninstallFeature(name, quiet);
        for (Bundle left : context.getBundles()) {
            if (name.equals(left.getSymbolicName())) {
                left.uninstall();
            }
        }
        features.installFeature(name, quiet);
    }

    /** The framework's own context: its listeners and bundles outlive every module. */
    private BundleContext framework() {
        return context.getBundle(0).getBundleContext();
    }
}
