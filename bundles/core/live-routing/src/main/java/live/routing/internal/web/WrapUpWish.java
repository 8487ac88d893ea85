// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import live.core.web.Checks;
import live.routing.internal.store.WrapUpCode;
import live.routing.internal.store.WrapUpCodes;
import org.jspecify.annotations.Nullable;

/** What somebody wants the wrap-up codes to be. */
public record WrapUpWish(@Nullable Long version, @Nullable List<Item> items) {
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 60;
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /** One code. */
    public record Item(@Nullable String code, @Nullable Map<String, String> names, @Nullable List<UUID> queues) {}

    /** @throws live.core.web.Problem 400 with everything that is wrong */
    WrapUpCodes.CodeList list(Set<UUID> known) {
        Checks checks = new Checks();
        List<WrapUpCode> codes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int place = 0;
        for (Item item : checks.<Item>list("items", items, MOST)) {
            String field = "items[" + place++ + "]";
            String code = item.code() == null ? "" : item.code().strip();
            checks.that(
                    CODE.matcher(code).matches(),
                    field + ".code",
                    "field.pattern",
                    "1 to 50 small letters, digits and dashes");
            checks.that(seen.add(code), field + ".code", "field.duplicate", "is there twice");
            List<UUID> queues = checks.list(field + ".queues", item.queues(), 200);
            checks.that(known.containsAll(queues), field + ".queues", "queue.unknown", "there is no such queue");
            codes.add(new WrapUpCode(code, names(checks, field + ".names", item.names()), queues));
        }
        long read = checks.version(version);
        checks.done();
        return new WrapUpCodes.CodeList(read, codes);
    }

    private static Map<String, String> names(Checks checks, String field, @Nullable Map<String, String> names) {
        Map<String, String> read = new TreeMap<>();
        (names == null ? Map.<String, String>of() : names).forEach((language, name) -> {
            checks.that(LANGUAGE.matcher(language).matches(), field, "field.pattern", "languages such as en and de");
            checks.textIfAny(field + "." + language, name, LONGEST_NAME).ifPresent(text -> read.put(language, text));
        });
        checks.that(!read.isEmpty(), field, "field.missing", "a name in one language at least");
        return read;
    }
}
