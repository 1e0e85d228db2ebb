import { type SloId, slos } from '../../lib/contract/slos.ts';
import { burnAlerts } from '../../lib/slo/burn-alerts.ts';
import { burnAlertName } from '../../lib/slo/names.ts';
import type { Objective } from '../../lib/slo/objective.ts';
import { simulate } from '../../lib/slo/simulate.ts';
import type { AlertSpan } from './alert-span.ts';
import type { EventRecord } from './event-record.ts';
import { rehearsalAlerts } from './rehearsal-timing.ts';

const stepSeconds = 0.25;

/** What the simulator says that the burn alerts of objectives do, given what the customers saw. */
export const predictedAlerts = (
  record: EventRecord,
  untilSeconds: number,
  objectives: readonly (Objective & { readonly id: SloId })[] = Object.values(slos),
): readonly AlertSpan[] =>
  objectives.flatMap((objective) => {
    const incident = record.incident(objective.id, untilSeconds);
    const names = burnAlerts(objective).map((alert) => burnAlertName(objective, alert));
    return rehearsalAlerts(objective).flatMap((alert, position) =>
      simulate(alert, incident, { stepSeconds }).flatMap(({ activations }) =>
        activations.map((activation) => ({ alert: names[position] ?? '', ...activation })),
      ),
    );
  });
