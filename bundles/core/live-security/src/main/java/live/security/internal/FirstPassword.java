// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import live.core.TenantId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.store.SchemaReady;
import live.directory.Directory;
import live.lib.sql.Database;
import live.security.internal.store.Credentials;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the first administrator's password. It goes as soon as he has another one. */
@Component(service = {FirstPassword.class, EventConsumer.class})
public final class FirstPassword implements EventConsumer {
    static final String LOGIN = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(FirstPassword.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Database database;
    private final Directory directory;
    private final Path file;
    private final Passwords passwords = new Passwords();

    @Activate
    public FirstPassword(
            BundleContext bundle,
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Directory directory) {
        this(source, directory, folder(bundle.getProperty("live.data")));
    }

    FirstPassword(DataSource source, Directory directory, Path folder) {
        this.database = new Database(source);
        this.directory = directory;
        this.file = folder.resolve("admin-password");
    }

    void write(String password) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling("admin-password.new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(fresh, password + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public String name() {
        return "security.first-password";
    }

    /** Each node looks after the file of its own. */
    @Override
    public boolean everyNode() {
        return true;
    }

    @Override
    public void consume(List<Event> events) throws IOException {
        if (events.stream().anyMatch(event -> event.type().equals(Journal.ACCOUNT_CHANGED))
                && Files.exists(file)
                && !isStill(Files.readString(file).strip())) {
            Files.deleteIfExists(file);
            LOG.info("security.first-password: user {} has another password, {} is deleted", LOGIN, file);
        }
    }

    private boolean isStill(String password) {
        return directory
                .userByLogin(TenantId.DEFAULT, LOGIN)
                .flatMap(user -> database.read(connection -> Credentials.find(connection, TenantId.DEFAULT, user.id())))
                .map(credential -> passwords.matches(password, credential.hash()))
                // Not known here yet: rather kept too long than lost too early.
                .orElse(true);
    }

    private static Path folder(@Nullable String property) {
        return Path.of(Optional.ofNullable(property).orElse("data"));
    }
}
