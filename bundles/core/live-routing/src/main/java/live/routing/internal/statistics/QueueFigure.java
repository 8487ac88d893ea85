// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.Locale;

/**
 * What is counted of the contacts that come to a queue in an interval, whenever it happens to them. Times are
 * milliseconds.
 */
public enum QueueFigure {
    /** Contacts that came. */
    OFFERED,
    /** Of these, those that somebody had before: handed on by an agent, or taken from one. */
    TRANSFERRED_IN,
    /** Of these, those that an agent took. */
    ANSWERED,
    /** Of these, those that ended unserved. */
    ABANDONED,
    /** Of the abandoned, those that ended almost at once. */
    SHORT_ABANDONED,
    /** Of these, those that went to another queue before anybody took them. */
    MOVED_ON,
    /** Of the answered, those that waited no longer than the queue's service level. */
    WITHIN,
    /** Of the abandoned, those that waited no longer than it. */
    ABANDONED_WITHIN,
    /** How long the answered waited, together. */
    WAIT,
    /** The longest wait of an answered one. */
    LONGEST,
    /** How long the abandoned waited, together. */
    ABANDON_WAIT,
    OFFERS,
    MISSED,
    DECLINED,
    /** Times that an agent was done with one of these contacts, or gave it away. */
    HANDLED,
    HANDLING,
    WRAP_UP,
    /** Of these, those that ended because their customer was not reached, however often it was tried. */
    NOT_REACHED,
    /** Times that one of these was put to rest until a later time. */
    CALLBACKS,
    /** Of these times, those after which somebody took it no later than {@link Promise#LATE} after its time. */
    CALLBACKS_KEPT,
    /** Of these times, those after which somebody took it later, or nobody before it ended. */
    CALLBACKS_MISSED,
    /** Times that somebody was invited to take part in one of these. */
    INVITED,
    /** Of these times, those that somebody came. */
    JOINED,
    /** How long whoever came took part, together. */
    TAKING_PART;

    /** Its column. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    long together(long one, long other) {
        return this == LONGEST ? Math.max(one, other) : one + other;
    }
}
