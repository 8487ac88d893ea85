// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import live.core.visitor.VisitorLine;
import live.core.visitor.VisitorService;
import live.core.visitor.Visitors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings visitors and chats together: lines come and go, and so do chats, in any order. A visitor whose branch has no chat at
 * this moment waits, and is told when it is there.
 */
@Component(service = ChatDesk.class)
public final class ChatDesk implements VisitorService {
    private static final Logger LOG = LoggerFactory.getLogger(ChatDesk.class);

    private final Map<Visitors, AutoCloseable> ways = new ConcurrentHashMap<>();
    private final Map<String, Chat> chats = new ConcurrentHashMap<>();
    private final Set<ChatLine> lines = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "chat";
    }

    /** A way in for visitors. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addWay(Visitors way) {
        ways.put(way, way.serve(this));
        chats.values().forEach(chat -> chat.reachable(true));
    }

    void removeWay(Visitors way) {
        AutoCloseable serving = ways.remove(way);
        if (serving != null) {
            try {
                serving.close();
            } catch (Exception e) {
                LOG.warn("chat.desk.leave: a way in could not be left", e);
            }
        }
        chats.values().forEach(chat -> chat.reachable(reachable()));
    }

    /** Whether visitors can come at all. */
    boolean reachable() {
        return !ways.isEmpty();
    }

    @Override
    public Ear open(VisitorLine line) {
        ChatLine mine = new ChatLine(line, lines::remove);
        lines.add(mine);
        Chat chat = chats.get(line.visitor().branch());
        if (chat != null) {
            mine.join(chat);
        }
        return mine;
    }

    /** A chat begins. */
    void begin(Chat chat) {
        chats.put(chat.branch(), chat);
        chat.reachable(reachable());
        lines.stream().filter(line -> line.branch().equals(chat.branch())).forEach(line -> line.join(chat));
    }

    /** A chat ends; its visitors see that it is away for a moment. */
    void end(Chat chat) {
        chats.remove(chat.branch(), chat);
        lines.forEach(line -> line.leave(chat));
    }
}
