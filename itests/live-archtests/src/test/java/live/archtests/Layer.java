// SPDX-License-Identifier: Apache-2.0
package live.archtests;

/** Where a module stands in the house; told by its folder. */
enum Layer {
    API("api/"),
    LIB("bundles/lib/"),
    CORE("bundles/core/"),
    CHANNELS("bundles/channels/"),
    BUSINESS("bundles/business/"),
    WEB("bundles/web/"),
    EXAMPLE("examples/"),
    /** Programs, tests and assemblies: they may know everything. */
    OUTSIDE("");

    private final String folder;

    Layer(String folder) {
        this.folder = folder;
    }

    static Layer of(String folder) {
        for (Layer layer : values()) {
            if (folder.startsWith(layer.folder)) {
                return layer;
            }
        }
        throw new IllegalStateException("the last layer takes every folder");
    }

    boolean isBundle() {
        return folder.startsWith("bundles/") || this == EXAMPLE;
    }
}
