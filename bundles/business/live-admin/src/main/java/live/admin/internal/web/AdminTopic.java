// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import live.admin.internal.form.Form;
import live.admin.internal.form.Forms;
import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Topic {@code admin}: the forms that there are for a user, anew each time when a module starts or stops. */
@Component(service = PushTopic.class)
public final class AdminTopic implements PushTopic, BundleListener {
    private static final int NEWS = BundleEvent.STARTED | BundleEvent.STOPPED | BundleEvent.UNINSTALLED;

    private final BundleContext context;
    private final Forms forms;
    private final Set<Viewer> viewers = new LinkedHashSet<>();

    /** Compared by identity: one browser may subscribe twice. */
    private static final class Viewer {
        private final Principal principal;
        private final PushSubscriber subscriber;

        Viewer(Principal principal, PushSubscriber subscriber) {
            this.principal = principal;
            this.subscriber = subscriber;
        }
    }

    @Activate
    public AdminTopic(BundleContext context, @Reference Forms forms) {
        this.context = context;
        this.forms = forms;
        context.addBundleListener(this);
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(this);
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public synchronized AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        Viewer viewer = new Viewer(principal, subscriber);
        viewers.add(viewer);
        tell(viewer, forms.all(Locale.ENGLISH));
        return () -> forget(viewer);
    }

    private synchronized void forget(Viewer viewer) {
        viewers.remove(viewer);
    }

    /** On the framework's thread for such events, after what has happened. */
    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        if ((event.getType() & NEWS) != 0 && !viewers.isEmpty()) {
            List<Form> now = forms.all(Locale.ENGLISH);
            viewers.forEach(viewer -> tell(viewer, now));
        }
    }

    private static void tell(Viewer viewer, List<Form> now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode pids = json.putArray("forms");
        now.stream()
                .map(Form::pid)
                .filter(pid -> AdminPermissions.maySee(viewer.principal, pid))
                .forEach(pids::add);
        viewer.subscriber.send(json.toString());
    }
}
