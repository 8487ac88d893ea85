// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Tells of a test that failed what stood on its pages when they were closed. */
public final class LastLook implements BeforeEachCallback, TestWatcher {
    private static final List<String> LOOKS = new ArrayList<>();

    /** Notes what a page shows, for the case that its test fails. */
    static void take(Page page) {
        try {
            LOOKS.add(page.url() + "\n" + page.locator("body").ariaSnapshot());
        } catch (PlaywrightException gone) {
            LOOKS.add("nothing can be seen: " + gone.getMessage());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        LOOKS.clear();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        LOOKS.forEach(look -> System.err.println("When " + context.getDisplayName() + " failed, there stood " + look));
    }
}
