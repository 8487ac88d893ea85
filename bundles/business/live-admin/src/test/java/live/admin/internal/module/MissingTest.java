// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissingTest {
    @Test
    void ofReasonsWithinReasonsTheInnermostIsWhatIsMissing() {
        String account = "Unable to resolve root: missing requirement [root] osgi.identity; osgi.identity=pager;"
                + " type=karaf.feature; version=\"[1.0.0,1.0.0]\" [caused by: Unable to resolve pager/1.0.0: missing"
                + " requirement [pager/1.0.0] osgi.identity; osgi.identity=pager-bundle; type=osgi.bundle; [caused by:"
                + " Unable to resolve pager-bundle/0.0.0: missing requirement [pager-bundle/0.0.0] osgi.wiring.package;"
                + " filter:=\"(&(osgi.wiring.package=org.vendor.api)(version>=1.0.0)(!(version>=2.0.0)))\"]]";
        assertThat(Missing.from(new IllegalStateException("no", new Exception(account))))
                .containsExactly("package org.vendor.api");
    }

    @Test
    void aFeatureThatNobodyHasIsNamed() {
        String account = "Unable to resolve root: missing requirement [root] osgi.identity; osgi.identity=pager;"
                + " type=karaf.feature; [caused by: Unable to resolve pager/1.0.0: missing requirement [pager/1.0.0]"
                + " osgi.identity; osgi.identity=vendor-base; type=karaf.feature; version=0]";
        assertThat(Missing.from(new Exception(account))).containsExactly("module vendor-base");
    }

    @Test
    void otherFailuresNameNothing() {
        assertThat(Missing.from(new Exception("Exception in activator of bundle")))
                .isEmpty();
        assertThat(Missing.from(new Exception())).isEmpty();
    }
}
