// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What holds for all queues and agents. */
@ObjectClassDefinition(
        id = "live.routing",
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/routing")
public @interface RoutingConfig {
    /** {@code medium=units}: how much of a medium an agent handles at once; {@code *} is every medium without a line. */
    @AttributeDefinition(name = "%capacity.name", description = "%capacity.description")
    String[] capacity() default {"email=5", "ticket=5", "chat=3", "call=1", "*=1"};

    /** {@code medium=blocking,blocking}: nothing of the medium is offered to who has something of a blocking one. */
    @AttributeDefinition(name = "%blocked.name", description = "%blocked.description")
    String[] blocked() default {"email=call", "ticket=call", "chat=call", "call=chat"};

    @AttributeDefinition(name = "%priorityStep.name", description = "%priorityStep.description", min = "0")
    int priorityStepSeconds() default 300;

    @AttributeDefinition(name = "%retryPause.name", description = "%retryPause.description", min = "0")
    int retryPauseSeconds() default 30;

    @AttributeDefinition(name = "%missLimit.name", description = "%missLimit.description", min = "0")
    int missLimit() default 3;

    @AttributeDefinition(name = "%offersAtOnce.name", description = "%offersAtOnce.description", min = "1")
    int offersAtOnce() default 1;

    @AttributeDefinition(name = "%waitingLimit.name", description = "%waitingLimit.description", min = "1")
    int waitingLimit() default 2_000_000;

    @AttributeDefinition(name = "%away.name", description = "%away.description", min = "1")
    int awaySeconds() default 120;

    @AttributeDefinition(name = "%journalDays.name", description = "%journalDays.description", min = "1")
    int journalDays() default 30;

    @AttributeDefinition(name = "%statisticsDays.name", description = "%statisticsDays.description", min = "1")
    int statisticsDays() default 400;

    @AttributeDefinition(name = "%shortAbandon.name", description = "%shortAbandon.description", min = "0")
    int shortAbandonSeconds() default 5;

    /** Between two comparisons of what is routed with what channels and the ledger know; 0 = only when asked for. */
    @AttributeDefinition(name = "%reconcile.name", description = "%reconcile.description", min = "0")
    int reconcileSeconds() default 60;

    /** Codes; the desktop translates them. */
    @AttributeDefinition(name = "%reasons.name", description = "%reasons.description")
    String[] reasons() default {"break", "lunch", "meeting", "training", "paperwork"};
}
