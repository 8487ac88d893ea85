// SPDX-License-Identifier: Apache-2.0
package live.itest.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.http.runtime.HttpServiceRuntime;
import org.osgi.service.http.runtime.dto.ServletContextDTO;
import org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime;
import org.osgi.service.jaxrs.runtime.dto.ApplicationDTO;
import org.osgi.service.jaxrs.runtime.dto.ResourceDTO;
import org.osgi.service.jaxrs.runtime.dto.ResourceMethodInfoDTO;

/** Everything that the web container and the REST whiteboard serve, as one line of JSON. */
@Service
@Command(scope = "probe", name = "web", description = "What the web container and the REST whiteboard serve")
@SuppressWarnings("NullAway.Init")
public class WebCommand implements Action {
    @Reference
    HttpServiceRuntime http;

    @Reference
    JaxrsServiceRuntime rest;

    @Reference
    BundleContext context;

    @Override
    public @Nullable Object execute() throws Exception {
        System.out.println(new ObjectMapper()
                .writeValueAsString(Map.of(
                        "contexts",
                        Arrays.stream(http.getRuntimeDTO().servletContextDTOs)
                                .map(WebCommand::context)
                                .toList(),
                        "applications",
                        applications().map(WebCommand::application).toList(),
                        "failed",
                        Stream.of(rest.getRuntimeDTO().failedApplicationDTOs)
                                .map(failed -> failed.name)
                                .toList(),
                        "topics",
                        topics())));
        return null;
    }

    /** Names of all that is pushed. The probe knows the service by its name only. */
    private List<String> topics() throws ReflectiveOperationException, InvalidSyntaxException {
        List<String> names = new ArrayList<>();
        ServiceReference<?>[] found = context.getAllServiceReferences("live.core.push.PushTopic", null);
        for (ServiceReference<?> reference : found == null ? new ServiceReference<?>[0] : found) {
            Object topic = context.getService(reference);
            if (topic != null) {
                Method name = Stream.of(topic.getClass().getInterfaces())
                        .filter(type -> type.getName().equals("live.core.push.PushTopic"))
                        .findFirst()
                        .orElseThrow()
                        .getMethod("name");
                names.add((String) name.invoke(topic));
                context.ungetService(reference);
            }
        }
        return names;
    }

    private Stream<ApplicationDTO> applications() {
        return Stream.concat(
                Stream.of(rest.getRuntimeDTO().defaultApplication), Stream.of(rest.getRuntimeDTO().applicationDTOs));
    }

    private static Map<String, Object> context(ServletContextDTO context) {
        List<String> patterns = new ArrayList<>();
        Arrays.stream(context.servletDTOs).forEach(servlet -> patterns.addAll(List.of(servlet.patterns)));
        Arrays.stream(context.resourceDTOs).forEach(resource -> patterns.addAll(List.of(resource.patterns)));
        return Map.of(
                "name",
                context.name,
                "path",
                context.contextPath == null ? "" : context.contextPath,
                "patterns",
                patterns);
    }

    private static Map<String, Object> application(ApplicationDTO application) {
        List<Map<String, Object>> methods = new ArrayList<>();
        add(methods, application.resourceMethods);
        for (ResourceDTO resource : application.resourceDTOs) {
            add(methods, resource.resourceMethods);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", application.name);
        json.put("base", application.base);
        json.put(
                "extensions",
                Arrays.stream(application.extensionDTOs)
                        .map(extension -> extension.name)
                        .toList());
        json.put("methods", methods);
        return json;
    }

    private static void add(List<Map<String, Object>> methods, ResourceMethodInfoDTO @Nullable [] found) {
        if (found != null) {
            for (ResourceMethodInfoDTO method : found) {
                methods.add(Map.of("method", method.method, "path", method.path));
            }
        }
    }
}
