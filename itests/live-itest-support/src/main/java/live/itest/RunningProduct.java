// SPDX-License-Identifier: Apache-2.0
package live.itest;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Boots one product for all test classes of a JVM, and reads its log for them. */
final class RunningProduct implements BeforeAllCallback, AfterAllCallback, ParameterResolver, TestWatcher {
    private static final Namespace HERE = Namespace.create(RunningProduct.class);
    private static final int LAST_LINES = 40;

    private record Shared(Product product) implements AutoCloseable {
        @Override
        public void close() {
            product.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(HERE).put("log", product(context).log().end());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Running running = context.getRequiredTestClass().getAnnotation(Running.class);
        List<Pattern> expected = Stream.of(running == null ? new String[0] : running.expectedErrors())
                .map(Pattern::compile)
                .toList();
        Long from = context.getStore(HERE).get("log", Long.class);
        List<ProductLog.Entry> errors = product(context).log().errors(from == null ? 0 : from, expected);
        if (!errors.isEmpty()) {
            throw new AssertionError("the product logged " + errors.size() + " errors:\n" + errors);
        }
    }

    /** What the product said tells more of a failure than what the test missed; another product's log replaces it. */
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println("The product before " + context.getDisplayName() + " failed:\n"
                + product(context).log().tail(LAST_LINES));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Product.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return product(context);
    }

    private static Product product(ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent("product", key -> new Shared(running()), Shared.class)
                .product();
    }

    /** While tests are written: {@code -Dlive.attach=FOLDER} takes a product that runs already. */
    private static Product running() {
        String folder = System.getProperty("live.attach");
        return folder == null ? Product.fresh("shared").start() : Product.attached(java.nio.file.Path.of(folder));
    }
}
