// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.directory.User;
import live.security.internal.SecondFactors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Everybody's own second factor. */
@Component(service = SecondFactorResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=security)")
@JSONRequired
@Path("me/second-factor")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SecondFactorResource {
    private static final String ISSUER = "LIVE";

    private final Directory directory;
    private final SecondFactors factors;
    private final SecondFactorOverview overview;
    private final Confirmation confirmation;

    public record Password(@Nullable String password) {}

    public record Code(@Nullable String code) {}

    /**
     * @param secret in Base32, for those who cannot scan
     * @param address {@code otpauth:}, for the QR code
     */
    public record Proposal(String secret, String address) {}

    /** @param items shown this once */
    public record RecoveryCodes(List<String> items) {}

    @Activate
    public SecondFactorResource(
            @Reference Directory directory,
            @Reference SecondFactors factors,
            @Reference SecondFactorOverview overview,
            @Reference Confirmation confirmation) {
        this.directory = directory;
        this.factors = factors;
        this.overview = overview;
        this.confirmation = confirmation;
    }

    @GET
    @Requires(Requires.SIGNED_IN)
    public SecondFactorOverview.State get(@Context SecurityContext context) {
        Principal principal = SessionResource.principal(context);
        return overview.of(principal.tenant(), principal.user());
    }

    /** Proposes a secret for an app; it holds once a code of it has come. */
    @POST
    @Requires(Requires.SIGNED_IN)
    public Proposal propose(
            @Context SecurityContext context, @Context HttpServletRequest request, @Nullable Password body) {
        Principal principal = SessionResource.principal(context);
        confirmation.confirm(request, principal, given("password", body == null ? null : body.password()));
        String secret = factors.propose(principal);
        String login = directory
                .user(principal.tenant(), principal.user())
                .map(User::login)
                .orElse("");
        String address = "otpauth://totp/" + ISSUER + ":" + encoded(login) + "?secret=" + secret + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=6&period=30";
        return new Proposal(secret, address);
    }

    /** Puts the proposed secret in force. */
    @PUT
    @Requires(Requires.SIGNED_IN)
    public RecoveryCodes confirm(
            @Context SecurityContext context, @Context HttpServletRequest request, @Nullable Code body) {
        Principal principal = SessionResource.principal(context);
        confirmation.session(request);
        String code = given("code", body == null ? null : body.code());
        return factors.confirm(principal, code)
                .map(RecoveryCodes::new)
                .orElseThrow(
                        () -> Problem.invalid("code", "security.code.wrong", "is not the code that the app shows"));
    }

    @POST
    @Path("recovery-codes")
    @Requires(Requires.SIGNED_IN)
    public RecoveryCodes renew(@Context SecurityContext context, @Context HttpServletRequest request) {
        Principal principal = SessionResource.principal(context);
        confirmation.session(request);
        confirmation.require(request, principal);
        return factors.renew(principal).map(RecoveryCodes::new).orElseThrow(SecondFactorResource::none);
    }

    @DELETE
    @Requires(Requires.SIGNED_IN)
    @Answers(status = 204)
    public Response remove(@Context SecurityContext context, @Context HttpServletRequest request) {
        Principal principal = SessionResource.principal(context);
        confirmation.session(request);
        confirmation.require(request, principal);
        return removed(factors.remove(principal, principal.user()));
    }

    static Response removed(boolean had) {
        if (!had) {
            throw none();
        }
        return Response.noContent().build();
    }

    private static Problem none() {
        return Problem.notFound("security.secondFactor.none", "There is no second factor.");
    }

    private static String given(String field, @Nullable String value) {
        Checks checks = new Checks();
        String text = value == null ? "" : value;
        checks.that(!text.isEmpty(), field, "field.missing", "must be given");
        checks.that(text.length() <= 200, field, "field.long", "must not be longer than 200 characters");
        checks.done();
        return text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
