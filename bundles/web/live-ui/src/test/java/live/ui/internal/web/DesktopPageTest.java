// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DesktopPageTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    @Test
    void addresses_that_people_keep_are_the_page() {
        assertThat(DesktopPage.isAddressOfPage("/", "*/*")).isTrue();
        assertThat(DesktopPage.isAddressOfPage("/tickets/4711", BROWSER)).isTrue();
        assertThat(DesktopPage.isAddressOfPage("/admin/channels/email/support", BROWSER))
                .isTrue();
    }

    @Test
    void what_programs_ask_for_is_never_the_page() {
        assertThat(DesktopPage.isAddressOfPage("/api/v1/nothing", BROWSER)).isFalse();
        assertThat(DesktopPage.isAddressOfPage("/ui/gone/index.js", BROWSER)).isFalse();
        assertThat(DesktopPage.isAddressOfPage("/ws/staff", BROWSER)).isFalse();
        assertThat(DesktopPage.isAddressOfPage("/api", BROWSER)).isFalse();
        assertThat(DesktopPage.isAddressOfPage("/tickets/4711", "application/json"))
                .isFalse();
    }

    @Test
    void the_page_runs_its_own_code_and_one_import_map_only() {
        assertThat(DesktopPage.policy("abc=\n"))
                .contains("default-src 'none'", "script-src 'self' 'sha256-abc='", "frame-ancestors 'none'")
                .doesNotContain("unsafe-eval", "script-src 'self' 'unsafe-inline'");
    }
}
