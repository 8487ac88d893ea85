// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tenant in every table and in every statement.
 *
 * <p>A migration's tables need a column {@code tenant}, and their keys begin with it. A Java statement whose text
 * literals read or write one of these tables must name the tenant in one of its literals: a query may be glued from
 * pieces, as long as it is glued in one Java statement.
 */
final class Sql {
    private static final Pattern TABLE = Pattern.compile(
            "create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?([\\w.]+)\\s*\\(",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY =
            Pattern.compile("(?:primary\\s+key|unique)\\s*\\(\\s*(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNIQUE_INDEX = Pattern.compile(
            "create\\s+unique\\s+index\\s+(?:if\\s+not\\s+exists\\s+)?(?:\\w+\\s+)?on\\s+([\\w.]+)\\s*(?:using\\s+\\w+\\s*)?\\(\\s*(\\w+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY_COLUMN = Pattern.compile(
            "^\\s*(\\w+)\\s[^,]*\\b(?:primary\\s+key|unique)\\b(?!\\s*\\()",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern USE = Pattern.compile(
            "\\b(?:from|join|into|update|using)\\s+(?:only\\s+)?([a-z_]\\w*(?:\\.[a-z_]\\w*)?)",
            Pattern.CASE_INSENSITIVE);
    /** A comment, a text block, a text, a character, or the end of a statement. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\"(?<block>.*?)(?<!\\\\)\"\"\"|\"(?<text>(?:\\\\.|[^\"\\\\\\n])*)\"|'(?:\\\\.|[^'\\\\])+'|(?<end>;)",
            Pattern.DOTALL);

    private Sql() {}

    static List<Rule> rules() {
        return List.of(
                new Rule("sql.table", "every table has a tenant, and its keys begin with it", Sql::tables),
                new Rule("sql.statement", "every statement that touches a table names the tenant", Sql::statements));
    }

    private static Stream<Violation> tables(Reactor reactor) {
        return migrations(reactor).flatMap(file -> {
            String sql = withoutComments(Reactor.read(file));
            List<Violation> violations = new ArrayList<>();
            Matcher table = TABLE.matcher(sql);
            while (table.find()) {
                String body = sql.substring(table.end(), end(sql, table.end()));
                String name = table.group(1);
                if (!Pattern.compile("\\btenant\\s+uuid\\s+(?:not\\s+null|primary\\s+key)\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(body)
                        .find()) {
                    violations.add(new Violation(name, "has no column tenant uuid not null"));
                    continue;
                }
                Stream.concat(
                                KEY.matcher(body).results(),
                                KEY_COLUMN.matcher(body).results())
                        .map(key -> key.group(1).toLowerCase(Locale.ROOT))
                        .filter(first -> !Set.of("tenant", "constraint").contains(first))
                        .forEach(first -> violations.add(new Violation(name, "has a key that begins with " + first)));
            }
            UNIQUE_INDEX
                    .matcher(sql)
                    .results()
                    .filter(index -> !index.group(2).equalsIgnoreCase("tenant"))
                    .forEach(index -> violations.add(
                            new Violation(index.group(1), "has a unique index that begins with " + index.group(2))));
            return violations.stream();
        });
    }

    private static Stream<Violation> statements(Reactor reactor) {
        Set<String> tables = new TreeSet<>();
        migrations(reactor).forEach(file -> TABLE.matcher(withoutComments(Reactor.read(file)))
                .results()
                .forEach(found -> tables.add(found.group(1).toLowerCase(Locale.ROOT))));
        Set<String> bare = new TreeSet<>();
        tables.forEach(table -> bare.add(table.substring(table.indexOf('.') + 1)));
        return reactor.files().stream()
                .filter(file -> reactor.relative(file).matches("bundles/.*/src/main/java/.*\\.java"))
                .flatMap(file -> literals(Reactor.read(file)).stream()
                        .filter(sql -> !sql.toLowerCase(Locale.ROOT).contains("tenant"))
                        .flatMap(sql -> used(sql, tables, bare)
                                .map(table -> new Violation(
                                        reactor.relative(file),
                                        "touches " + table + " of any tenant: " + shortened(sql)))));
    }

    private static Stream<String> used(String sql, Set<String> tables, Set<String> bare) {
        return USE.matcher(sql)
                .results()
                .map(use -> use.group(1).toLowerCase(Locale.ROOT))
                .filter(name -> name.contains(".") ? tables.contains(name) : bare.contains(name))
                .distinct()
                .limit(looksLikeSql(sql) ? Long.MAX_VALUE : 0);
    }

    private static boolean looksLikeSql(String text) {
        return Pattern.compile(
                        "\\b(select\\b.*\\bfrom|insert\\s+into|update\\b.*\\bset|delete\\s+from|merge\\s+into)\\b",
                        Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(text)
                .find();
    }

    /** The text literals of each Java statement, glued. */
    private static List<String> literals(String source) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            if (token.group("block") != null) {
                statement.append(token.group("block"));
            } else if (token.group("text") != null) {
                statement.append(token.group("text"));
            } else if (token.group("end") != null && statement.length() > 0) {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
        statements.add(statement.toString());
        return statements;
    }

    private static Stream<Path> migrations(Reactor reactor) {
        return reactor.files().stream()
                .filter(file -> reactor.relative(file).matches(".*/src/main/resources/db/migration/.*\\.sql"));
    }

    private static String withoutComments(String sql) {
        return sql.replaceAll("--[^\\n]*", "").replaceAll("(?s)/\\*.*?\\*/", "");
    }

    /** Where the parenthesis closes that stands open at {@code from}. */
    private static int end(String sql, int from) {
        int open = 1;
        for (int i = from; i < sql.length(); i++) {
            open += sql.charAt(i) == '(' ? 1 : sql.charAt(i) == ')' ? -1 : 0;
            if (open == 0) {
                return i;
            }
        }
        return sql.length();
    }

    private static String shortened(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip();
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }
}
