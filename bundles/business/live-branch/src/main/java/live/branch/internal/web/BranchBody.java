// SPDX-License-Identifier: Apache-2.0
package live.branch.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.branch.internal.Branch;
import live.core.HoursId;
import live.core.web.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A branch as JSON.
 *
 * @param code what pages name it by: a to z, 0 to 9 and -, at most 40; never changes
 * @param colour {@code #rrggbb}
 * @param language {@code en}, {@code de} or {@code hr}; missing = what the visitor's browser says
 * @param subjects to choose from before the first message; none = not asked
 * @param sites origins whose pages may show it, {@code https://www.example.org}; none = all
 * @param services that visitors may use: {@code chat}
 * @param hours id of opening hours; missing = always open
 * @param patienceSeconds how long the place in the queue is kept for somebody who is gone, 60 to 3600
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BranchBody(
        @Nullable UUID id,
        @Nullable String code,
        @Nullable String name,
        @Nullable String title,
        @Nullable String greeting,
        @Nullable String colour,
        @Nullable String language,
        @Nullable List<String> subjects,
        @Nullable List<String> sites,
        @Nullable List<String> services,
        @Nullable UUID hours,
        @Nullable Integer patienceSeconds,
        @Nullable Boolean active,
        @Nullable Long version) {
    static final BranchBody NOTHING =
            new BranchBody(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final String RED = "#c8322b";
    private static final Set<String> LANGUAGES = Set.of("en", "de", "hr");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_GREETING = 500;
    private static final int MOST_SUBJECTS = 20;
    private static final int MOST_SITES = 50;
    private static final int LEAST_PATIENCE = 60;
    private static final int MOST_PATIENCE = 3_600;
    private static final int PATIENCE = 120;

    static BranchBody of(Branch branch) {
        return new BranchBody(
                branch.id(),
                branch.code(),
                branch.name(),
                branch.title(),
                branch.greeting(),
                branch.colour(),
                branch.language().orElse(null),
                branch.subjects(),
                branch.sites(),
                branch.services().stream().sorted().toList(),
                branch.hours().map(HoursId::value).orElse(null),
                branch.patienceSeconds(),
                branch.active(),
                branch.version());
    }

    /** What is wished for, checked; a code that is given is taken only when the branch is made. */
    Branch branch(UUID branchId, String branchCode, long branchVersion, Set<HoursId> known) {
        Checks checks = new Checks();
        String itsName = checks.text("name", name, LONGEST_NAME);
        String itsColour = Objects.requireNonNullElse(colour, RED).toLowerCase(Locale.ROOT);
        checks.that(itsColour.matches("#[0-9a-f]{6}"), "colour", "field.colour", "must read #rrggbb");
        Optional<String> itsLanguage = Optional.ofNullable(language).filter(text -> !text.isEmpty());
        checks.that(
                itsLanguage.isEmpty() || LANGUAGES.contains(itsLanguage.get()),
                "language",
                "field.language",
                "must be en, de or hr");
        checks.that(branchCode.matches("[a-z0-9][a-z0-9-]{0,39}"), "code", "field.code", "must be a-z, 0-9 and -");
        List<String> itsSubjects = new ArrayList<>();
        List<String> wished = checks.list("subjects", subjects, MOST_SUBJECTS);
        for (int i = 0; i < wished.size(); i++) {
            itsSubjects.add(checks.text("subjects[" + i + "]", wished.get(i), LONGEST_NAME));
        }
        List<String> itsSites = new ArrayList<>();
        List<String> origins = checks.list("sites", sites, MOST_SITES);
        for (int i = 0; i < origins.size(); i++) {
            Optional<String> origin = origin(origins.get(i));
            checks.that(origin.isPresent(), "sites[" + i + "]", "branch.site", "must read https://www.example.org");
            origin.ifPresent(itsSites::add);
        }
        List<String> itsServices = services == null ? List.of(Branch.CHAT) : checks.list("services", services, 1);
        checks.that(Set.of(Branch.CHAT).containsAll(itsServices), "services", "branch.service", "can be chat");
        Optional<HoursId> itsHours = Optional.ofNullable(hours).map(HoursId::new);
        checks.that(
                itsHours.isEmpty() || known.contains(itsHours.get()),
                "hours",
                "hours.unknown",
                "there are no such hours");
        String itsTitle = checks.textIfAny("title", title, LONGEST_NAME).orElse(itsName);
        String itsGreeting =
                checks.lines("greeting", greeting, LONGEST_GREETING).strip();
        int patience = checks.number("patienceSeconds", patienceSeconds, LEAST_PATIENCE, MOST_PATIENCE, PATIENCE);
        checks.done();
        return new Branch(
                branchId,
                branchCode,
                itsName,
                itsTitle,
                itsGreeting,
                itsColour,
                itsLanguage,
                itsSubjects,
                itsSites,
                Set.copyOf(itsServices),
                itsHours,
                patience,
                active == null || active,
                branchVersion);
    }

    /** RFC 6454: scheme, host and port, nothing else. It goes into a header, so it is made anew from its parts. */
    private static Optional<String> origin(String text) {
        try {
            URI uri = URI.create(text.strip().replaceFirst("/$", "").toLowerCase(Locale.ROOT));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            String host = uri.getHost();
            boolean bare = uri.getRawUserInfo() == null
                    && String.valueOf(uri.getRawPath()).isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return web && bare && host != null && host.matches("[a-z0-9.-]+|\\[[0-9a-f:.]+]")
                    ? Optional.of(uri.getScheme() + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
