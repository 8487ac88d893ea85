// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Clock;
import live.channels.internal.store.AccountStore;
import live.channels.internal.store.MessageStore;
import live.channels.internal.store.OutboxStore;
import live.channels.internal.store.PersonStore;
import live.channels.internal.store.ReceiptStore;
import live.core.Blobs;
import live.core.Meters;
import live.core.Tasks;
import live.core.store.Secrets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All that an account needs of the platform, in one hand. */
@Component(service = Platform.class)
public final class Platform {
    final Intake intake;
    final Classification classification;
    final OutboxStore outbox;
    final ReceiptStore receipts;
    final MessageStore messages;
    final Signs signs;
    final AccountStore accounts;
    final PersonStore persons;
    final Blobs blobs;
    final Secrets secrets;
    final Tasks tasks;
    final Meters meters;
    final Clock clock;

    @Activate
    public Platform(
            @Reference Intake intake,
            @Reference Classification classification,
            @Reference OutboxStore outbox,
            @Reference ReceiptStore receipts,
            @Reference MessageStore messages,
            @Reference Signs signs,
            @Reference AccountStore accounts,
            @Reference PersonStore persons,
            @Reference Blobs blobs,
            @Reference Secrets secrets,
            @Reference Tasks tasks,
            @Reference Meters meters,
            @Reference Clock clock) {
        this.intake = intake;
        this.classification = classification;
        this.outbox = outbox;
        this.receipts = receipts;
        this.messages = messages;
        this.signs = signs;
        this.accounts = accounts;
        this.persons = persons;
        this.blobs = blobs;
        this.secrets = secrets;
        this.tasks = tasks;
        this.meters = meters;
        this.clock = clock;
    }
}
