// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import live.core.LiveException;
import live.core.Principal;
import live.security.internal.Attempts;
import live.security.internal.Details;
import live.security.internal.Journal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits what somebody wanted to do and may not. Of one person and one operation the first in a minute: a program that
 * tries again and again would only fill the trail.
 */
@Component(service = ContainerResponseFilter.class)
@JaxrsExtension
@JaxrsName("live.refusal-trail")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
public final class RefusalTrail implements ContainerResponseFilter {
    /** Property of a request: the {@link Operation} that was called. */
    static final String OPERATION = "live.operation";

    private static final Logger LOG = LoggerFactory.getLogger(RefusalTrail.class);
    private static final int FORBIDDEN = 403;

    private final Journal journal;
    private final Attempts refusals = new Attempts(() -> 1);

    @Activate
    public RefusalTrail(@Reference Journal journal) {
        this.journal = journal;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == FORBIDDEN
                && request.getProperty(OPERATION) instanceof Operation called
                && request.getSecurityContext().getUserPrincipal() instanceof Principal principal) {
            refused(principal, called.name());
        }
    }

    private void refused(Principal principal, String operation) {
        if (refusals.count(principal.user() + " " + operation).isEmpty()) {
            try {
                journal.record(
                        principal,
                        "security.permission.refuse",
                        Journal.user(principal.user()),
                        Details.of("operation", operation));
            } catch (LiveException e) {
                LOG.warn("{}: a refusal of {} is not in the audit trail", e.code(), operation);
            }
        }
    }
}
