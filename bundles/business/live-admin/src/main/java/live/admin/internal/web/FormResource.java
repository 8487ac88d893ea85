// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.admin.internal.form.Form;
import live.admin.internal.form.Form.Attribute;
import live.admin.internal.form.Form.Option;
import live.admin.internal.form.Form.Type;
import live.admin.internal.form.Forms;
import live.admin.internal.form.Trial;
import live.admin.internal.form.Values;
import live.channel.ConnectionTest.Step;
import live.core.Principal;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The forms of settings, in the language of the caller. */
@Component(service = FormResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=admin)")
@JSONRequired
@Path("forms")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Requires.SIGNED_IN)
public final class FormResource {
    private final Forms forms;
    private final Configurations configurations;
    private final Trial trial;
    private final AuditTrail audit;

    /**
     * @param cardinality 0: one value; otherwise a list of at most that many
     * @param defaults one text, or a list of them
     */
    public record AttributeBody(
            String id,
            String name,
            String description,
            String type,
            int cardinality,
            List<Option> options,
            @JsonProperty("default") Optional<Object> defaults,
            boolean required,
            Optional<String> min,
            Optional<String> max) {}

    public record FormBody(
            String pid,
            boolean factory,
            String title,
            String description,
            String module,
            List<AttributeBody> attributes) {}

    public record TestBody(@Nullable Map<String, JsonNode> values, @Nullable String existingPid) {}

    @Activate
    public FormResource(
            @Reference Forms forms,
            @Reference Configurations configurations,
            @Reference Trial trial,
            @Reference AuditTrail audit) {
        this.forms = forms;
        this.configurations = configurations;
        this.trial = trial;
        this.audit = audit;
    }

    @GET
    public List<FormBody> all(@Context SecurityContext context, @Context HttpHeaders headers) {
        Principal principal = AdminPermissions.principal(context);
        return forms.all(locale(headers)).stream()
                .filter(form -> AdminPermissions.maySee(principal, form.pid()))
                .map(FormResource::body)
                .toList();
    }

    @POST
    @Path("{pid}/test")
    public List<Step> test(
            @Context SecurityContext context,
            @Context HttpHeaders headers,
            @PathParam("pid") String pid,
            @Nullable TestBody body) {
        Principal principal = AdminPermissions.principal(context);
        AdminPermissions.requireChange(principal, pid);
        Form form = forms.find(pid, locale(headers))
                .orElseThrow(() -> Problem.notFound("admin.form.unknown", "There is no form " + pid + "."));
        TestBody given = Objects.requireNonNullElse(body, new TestBody(null, null));
        Optional<Configuration> existing = existing(pid, given.existingPid());
        Checks checks = new Checks();
        Map<String, List<String>> values =
                Values.read(form, Objects.requireNonNullElse(given.values(), Map.of()), checks);
        Values.complete(form, values, existing.isPresent(), checks);
        checks.done();
        audit.record(new AuditEntry(principal, "admin.configuration.test", "form:" + pid, "{}"));
        return trial.run(form, values, existing);
    }

    static Locale locale(HttpHeaders headers) {
        return headers.getAcceptableLanguages().stream()
                .filter(language -> !language.getLanguage().equals("*"))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private Optional<Configuration> existing(String factory, @Nullable String pid) {
        if (pid == null || pid.isEmpty()) {
            return Optional.empty();
        }
        if (!pid.startsWith(factory)) {
            throw Problem.invalid("existingPid", "field.pid", "is not of this form");
        }
        return configurations.find(pid);
    }

    private static FormBody body(Form form) {
        return new FormBody(
                form.pid(),
                form.factory(),
                form.title(),
                form.description(),
                form.module(),
                form.attributes().stream().map(FormResource::shown).toList());
    }

    private static AttributeBody shown(Attribute attribute) {
        Optional<Object> defaults = attribute.type() == Type.PASSWORD
                        || attribute.defaults().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        attribute.cardinality() == 0 ? attribute.defaults().get(0) : attribute.defaults());
        return new AttributeBody(
                attribute.id(),
                attribute.name(),
                attribute.description(),
                attribute.type().name().toLowerCase(Locale.ROOT),
                attribute.cardinality(),
                attribute.options(),
                defaults,
                attribute.required(),
                attribute.min(),
                attribute.max());
    }
}
