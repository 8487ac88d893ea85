// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The browser of all tests of a JVM: to start one takes seconds. Each person has a context of his own in it, with nothing
 * of the others. Ends with the JVM, whose end its driver notices.
 */
final class Chromium {
    private static Browser running;

    private Chromium() {}

    static Browser running() {
        if (running == null || !running.isConnected()) {
            running = Playwright.create()
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(installed())
                            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        }
        return running;
    }

    private static Path installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("the browser tests need Chromium. On Debian: apt-get install chromium"));
    }
}
