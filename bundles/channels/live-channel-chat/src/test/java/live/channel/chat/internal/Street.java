// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import live.channel.Address;
import live.channel.Channel;
import live.channel.tck.Peer;
import live.core.visitor.VisitorService;
import live.core.visitor.Visitors;

/** Visitors before the door of one branch. */
final class Street implements Peer {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ChatDesk desk = new ChatDesk();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> parties = new CopyOnWriteArrayList<>();
    private final Visitors way = new Way();
    private volatile VisitorService service;
    private volatile String writer = "";
    private volatile boolean stalled;

    /** The way to the desk, as long as it serves on it. */
    private final class Way implements Visitors {
        @Override
        public AutoCloseable serve(VisitorService serving) {
            service = serving;
            pages.values().forEach(page -> page.served(serving));
            return () -> {
                service = null;
                pages.values().forEach(page -> page.served(null));
            };
        }
    }

    Street() {
        thread.execute(() -> {});
        desk.addWay(way);
    }

    Page page(String party) {
        return pages.computeIfAbsent(party, name -> {
            parties.add(name);
            Page page = new Page(name, thread);
            page.stall(stalled);
            if (service != null) {
                page.served(service);
            }
            return page;
        });
    }

    /** Another page of somebody who has one. */
    Page second(String party) {
        Page page = new Page(party, thread);
        page.served(service);
        return page;
    }

    @Override
    public Channel channel() {
        return new ChatChannel(
                new ChatAccount() {
                    @Override
                    public String label() {
                        return "Night";
                    }

                    @Override
                    public int sendSeconds() {
                        return 1;
                    }

                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return ChatAccount.class;
                    }
                },
                Map.of("service.pid", ChatAccount.PID + "~night"),
                desk);
    }

    @Override
    public void write(String party, String conversation, String text) {
        writer = party;
        page(party).write(text);
    }

    @Override
    public boolean writeAgain() {
        page(writer).writeAgain();
        return true;
    }

    @Override
    public int unconfirmed() {
        return pages.values().stream().mapToInt(Page::unconfirmed).sum();
    }

    @Override
    public Address address(String party) {
        page(party);
        return Address.of("visitor", Page.id(party).toString());
    }

    @Override
    public List<Received> received() {
        List<Received> all = new ArrayList<>();
        for (String party : parties) {
            page(party).received().forEach(text -> all.add(new Received(party, text)));
        }
        return all;
    }

    @Override
    public void vanish() {
        desk.removeWay(way);
    }

    @Override
    public void comeBack() {
        stalled = false;
        pages.values().forEach(page -> page.stall(false));
        if (service == null) {
            desk.addWay(way);
        }
    }

    @Override
    public void stall() {
        stalled = true;
        pages.values().forEach(page -> page.stall(true));
    }

    @Override
    public int connections() {
        return (int) pages.values().stream().filter(Page::here).count();
    }

    @Override
    public String secret() {
        return "";
    }

    @Override
    public void close() {
        if (service != null) {
            desk.removeWay(way);
        }
        thread.shutdownNow();
    }
}
