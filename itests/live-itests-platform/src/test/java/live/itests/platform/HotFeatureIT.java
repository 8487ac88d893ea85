// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import live.itest.Product;
import live.itest.ProductLog;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** Modules come and go while the product runs, and touch nothing else. */
@Running
class HotFeatureIT {
    @Test
    void each_hot_module_comes_and_goes_without_refreshing_another_bundle(Product product) {
        List<String> hot = hotFeatures(product);
        assertThat(hot).contains("live-channel-email");
        for (String feature : hot) {
            long place = product.log().end();
            boolean wasInstalled = isInstalled(product, feature);
            if (wasInstalled) {
                product.shell("feature:uninstall " + feature);
            }
            product.shell("feature:install " + feature);
            if (!wasInstalled) {
                product.shell("feature:uninstall " + feature);
            }
            assertThat(product.log().saying(place, "(?s)Refreshing bundles.*"))
                    .as(feature)
                    .allSatisfy(entry -> assertThat(refreshed(entry)).isSubsetOf(feature));
        }
    }

    private static List<String> hotFeatures(Product product) {
        List<String> features = new ArrayList<>();
        for (JsonNode module :
                product.admin().get("/api/v1/admin/modules").expect(200).json()) {
            if (module.path("hot").asBoolean()) {
                features.add(module.path("name").asText());
            }
        }
        return features;
    }

    private static boolean isInstalled(Product product, String feature) {
        for (JsonNode module :
                product.admin().get("/api/v1/admin/modules").expect(200).json()) {
            if (module.path("name").asText().equals(feature)) {
                return !module.path("state").asText().equals("uninstalled");
            }
        }
        return false;
    }

    /** The names of a line like {@code Refreshing bundles: live-channel-email/0.1.0.SNAPSHOT}. */
    private static List<String> refreshed(ProductLog.Entry entry) {
        return java.util.regex.Pattern.compile("([\\w.-]+)/\\d+\\.\\d+")
                .matcher(entry.message())
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
