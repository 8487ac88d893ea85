// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.util.Map;
import java.util.TreeMap;

/** What the command line changes about a run: {@code seconds=10 rounds=3}, or {@code --seconds 10 --rounds 3}. */
record Options(Map<String, String> values) {
    static Options of(String[] arguments) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 1; i < arguments.length; i++) {
            boolean dashed = arguments[i].startsWith("--") && i + 1 < arguments.length;
            String[] pair =
                    dashed ? new String[] {arguments[i].substring(2), arguments[++i]} : arguments[i].split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("an option is written name=value, not " + arguments[i]);
            }
            values.put(pair[0], pair[1]);
        }
        return new Options(values);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, "" + otherwise));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
