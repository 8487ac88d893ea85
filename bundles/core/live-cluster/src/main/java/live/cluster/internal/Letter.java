// SPDX-License-Identifier: Apache-2.0
package live.cluster.internal;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A sealed question on its way; where it arrives it brings the sealed answer back. */
public final class Letter implements Callable<byte[]>, IdentifiedDataSerializable, HazelcastInstanceAware {
    static final int FACTORY = 1;
    private static final byte[] NOTHING = {};

    private String from = "";
    private String topic = "";
    private byte[] closed = NOTHING;
    private transient Letters letters = Letters.NOBODY;

    /** To be read. */
    public Letter() {}

    Letter(String from, String topic, byte[] closed) {
        this.from = from;
        this.topic = topic;
        this.closed = closed;
    }

    @Override
    public byte[] call() {
        return letters.open(from, topic, closed);
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        letters = (Letters)
                Objects.requireNonNull(instance.getConfig().getUserContext().get(Letters.class.getName()));
    }

    @Override
    public int getFactoryId() {
        return FACTORY;
    }

    @Override
    public int getClassId() {
        return 1;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(from);
        out.writeString(topic);
        out.writeByteArray(closed);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        from = Objects.requireNonNullElse(in.readString(), "");
        topic = Objects.requireNonNullElse(in.readString(), "");
        closed = Objects.requireNonNullElse(in.readByteArray(), NOTHING);
    }
}
