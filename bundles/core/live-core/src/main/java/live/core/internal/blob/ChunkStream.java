// SPDX-License-Identifier: Apache-2.0
package live.core.internal.blob;

import java.io.IOException;
import java.io.InputStream;

/** Reads chunk after chunk, and holds no connection in between. */
final class ChunkStream extends InputStream {
    /** Where a chunk comes from. */
    @FunctionalInterface
    interface Source {
        byte[] chunk(int number) throws IOException;
    }

    private final int chunks;
    private final Source source;
    private byte[] current = new byte[0];
    private int position;
    private int next;

    ChunkStream(int chunks, Source source) throws IOException {
        this.chunks = chunks;
        this.source = source;
        // The first one at once: who opens a blob that cannot be read is told then.
        fill();
    }

    @Override
    public int read() throws IOException {
        return fill() ? current[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return current.length - position;
    }

    private boolean fill() throws IOException {
        while (position == current.length) {
            if (next == chunks) {
                return false;
            }
            current = source.chunk(next++);
            position = 0;
        }
        return true;
    }
}
