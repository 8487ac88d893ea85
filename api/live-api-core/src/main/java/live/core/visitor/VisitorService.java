// SPDX-License-Identifier: Apache-2.0
package live.core.visitor;

/** Something that visitors may do with us over their line: write, see their place in the queue. Modules bring it. */
public interface VisitorService {
    /** One word, unique: {@code chat}. */
    String name();

    /**
     * A line is there: it was opened just now, or has been open when this service came. Only lines of branches that have
     * the service switched on. Must not block.
     */
    Ear open(VisitorLine line);

    /** Hears what one line says to a service. Called for one frame at a time; must not block. */
    interface Ear {
        /**
         * A frame has come. Everything about it is the visitor's word: throwing {@link IllegalArgumentException} closes
         * his line.
         *
         * @param name of the frame, at most 32 characters
         * @param json a JSON value, at most as long as a frame may be
         */
        void hear(String name, String json);

        /** The line is gone, or the service is; called once. */
        void close();
    }
}
