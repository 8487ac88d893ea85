// SPDX-License-Identifier: Apache-2.0
package live.core.ui;

/**
 * Says that this bundle brings a part of the desktop. Register it as a service with the properties below; the files lie
 * in the bundle under {@code /ui/<id>/} and are served at {@code /ui/<id>/*}. The part appears in open browsers when the
 * service comes, and vanishes with it.
 */
public interface UiContribution {
    /** Property: one word, the name of the module: {@code tickets}. */
    String ID = "live.ui.id";

    /** Property: version of the contract between desktop and parts that this part was built for, as text. */
    String API = "live.ui.api";

    /** The only version that this platform knows. */
    String API_VERSION = "1";

    /** Property: changes with the files' content, so that browsers load them anew. */
    String REVISION = "live.ui.rev";

    /** Property: permissions of which a user needs one to be served this part at all; none means every user. */
    String PERMISSIONS = "live.ui.permissions";
}
