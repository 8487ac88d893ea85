// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.ext.WriterInterceptor;
import javax.ws.rs.ext.WriterInterceptorContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** Compresses JSON and text of some length, for callers that take it. */
@Component(service = WriterInterceptor.class)
@JaxrsExtension
@JaxrsName("live.compression")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
public final class Compression implements WriterInterceptor {
    /** Request property: whether the caller takes gzip. */
    static final String ACCEPTED = "live.gzip";

    private static final int WORTH_IT = 1_400;

    /** Reads {@code Accept-Encoding}; a gzip with weight 0 is a refusal. */
    static boolean accepts(@Nullable String header) {
        if (header == null) {
            return false;
        }
        for (String coding : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = coding.strip().split("\\s*;\\s*", 2);
            if (parts[0].equals("gzip")) {
                return parts.length == 1 || !parts[1].matches("q\\s*=\\s*0(\\.0*)?");
            }
        }
        return false;
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        MultivaluedMap<String, Object> headers = context.getHeaders();
        if (!Boolean.TRUE.equals(context.getProperty(ACCEPTED))
                || headers.containsKey(HttpHeaders.CONTENT_ENCODING)
                || !worthwhile(context.getMediaType())) {
            context.proceed();
            return;
        }
        headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        OutputStream plain = context.getOutputStream();
        Undecided stream = new Undecided(plain, headers);
        context.setOutputStream(stream);
        try {
            context.proceed();
            stream.finish();
        } finally {
            context.setOutputStream(plain);
        }
    }

    private static boolean worthwhile(@Nullable MediaType type) {
        return type != null
                && (type.getSubtype().endsWith("json") || type.getType().equals("text"))
                && !type.getSubtype().equals("event-stream");
    }

    /** Holds back the beginning until it is long enough to be worth compressing. */
    private static final class Undecided extends OutputStream {
        private final OutputStream plain;
        private final MultivaluedMap<String, Object> headers;
        private final byte[] held = new byte[WORTH_IT];
        private int length;
        private @Nullable GZIPOutputStream zipped;

        Undecided(OutputStream plain, MultivaluedMap<String, Object> headers) {
            this.plain = plain;
            this.headers = headers;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (zipped == null && length + count <= held.length) {
                System.arraycopy(bytes, from, held, length, count);
                length += count;
                return;
            }
            if (zipped == null) {
                headers.putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
                headers.remove(HttpHeaders.CONTENT_LENGTH);
                zipped = new GZIPOutputStream(plain, 4_096);
                zipped.write(held, 0, length);
            }
            zipped.write(bytes, from, count);
        }

        void finish() throws IOException {
            if (zipped == null) {
                plain.write(held, 0, length);
            } else {
                zipped.finish();
            }
        }
    }
}
