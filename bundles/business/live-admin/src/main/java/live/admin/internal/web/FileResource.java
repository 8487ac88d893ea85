// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.admin.internal.file.ConfigurationFile;
import live.core.web.Checks;
import live.core.web.Confirmed;
import live.core.web.LargeBody;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The configuration of the whole product as one file. */
@Component(service = FileResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=admin)")
@JSONRequired
@Path("file")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class FileResource {
    private final ConfigurationFile configuration;

    /** @param file YAML, with those sections that the caller may see */
    public record FileBody(String file) {}

    /** @param mark of the differences that were shown; only to apply */
    public record FileWish(@Nullable String file, @Nullable String mark) {}

    public record OutcomeList(List<ConfigurationFile.Outcome> items) {}

    @Activate
    public FileResource(@Reference ConfigurationFile configuration) {
        this.configuration = configuration;
    }

    @GET
    @Requires(AdminPermissions.MODULE_READ)
    public FileBody export(@Context SecurityContext context) {
        return new FileBody(configuration.export(AdminPermissions.principal(context)));
    }

    /** What the file would change; nothing changes. */
    @POST
    @Path("differences")
    @LargeBody
    @Requires(AdminPermissions.MODULE_WRITE)
    public ConfigurationFile.Differences compare(@Context SecurityContext context, @Nullable FileWish wish) {
        return configuration.compare(
                AdminPermissions.principal(context), text("file", wish == null ? null : wish.file()));
    }

    /** The product becomes what the file says; the answer tells what happened to each section. */
    @POST
    @Path("apply")
    @LargeBody
    @Confirmed
    @Requires(AdminPermissions.MODULE_WRITE)
    public OutcomeList apply(@Context SecurityContext context, @Nullable FileWish wish) {
        return new OutcomeList(configuration.apply(
                AdminPermissions.principal(context),
                text("file", wish == null ? null : wish.file()),
                text("mark", wish == null ? null : wish.mark())));
    }

    private static String text(String field, @Nullable String given) {
        Checks checks = new Checks();
        checks.that(given != null && !given.isBlank(), field, "field.missing", "must be given");
        checks.done();
        return given == null ? "" : given;
    }
}
