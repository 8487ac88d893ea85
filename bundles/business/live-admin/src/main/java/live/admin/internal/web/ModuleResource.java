// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import java.util.List;
import java.util.Locale;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.admin.internal.module.Module;
import live.admin.internal.module.Module.Part;
import live.admin.internal.module.Modules;
import live.core.web.Requires;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The modules of the product. */
@Component(service = ModuleResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=admin)")
@JSONRequired
@Path("modules")
@Produces(MediaType.APPLICATION_JSON)
public final class ModuleResource {
    private final Modules modules;

    public record HealthBody(String state, String code, String message) {}

    public record ModuleBody(
            String name,
            String title,
            String version,
            String state,
            boolean hot,
            List<Part> bundles,
            HealthBody health,
            List<String> requires,
            List<String> usedBy) {}

    @Activate
    public ModuleResource(@Reference Modules modules) {
        this.modules = modules;
    }

    @GET
    @Requires(AdminPermissions.MODULE_READ)
    public List<ModuleBody> all() {
        return modules.all().stream().map(ModuleResource::body).toList();
    }

    @POST
    @Path("{name}/{act: install|uninstall|start|stop|update}")
    @Requires(AdminPermissions.MODULE_WRITE)
    public ModuleBody act(
            @Context SecurityContext context, @PathParam("name") String name, @PathParam("act") String act) {
        return body(modules.act(
                AdminPermissions.principal(context), name, Modules.Act.valueOf(act.toUpperCase(Locale.ROOT))));
    }

    private static ModuleBody body(Module module) {
        return new ModuleBody(
                module.name(),
                module.title(),
                module.version(),
                module.state().name().toLowerCase(Locale.ROOT),
                module.hot(),
                module.bundles(),
                new HealthBody(
                        module.health().state().name(),
                        module.health().code(),
                        module.health().message()),
                module.requires(),
                module.usedBy());
    }
}
