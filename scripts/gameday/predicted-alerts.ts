import { sloIds, slos } from '../../lib/contract/slos.ts';
import { burnAlerts } from '../../lib/slo/burn-alerts.ts';
import { burnAlertName } from '../../lib/slo/names.ts';
import { simulate } from '../../lib/slo/simulate.ts';
import type { AlertSpan } from './alert-span.ts';
import type { EventRecord } from './event-record.ts';
import { rehearsalAlerts } from './rehearsal-timing.ts';

const stepSeconds = 0.25;

/** What the simulator says that the burn alerts do, given what the customers saw. */
export const predictedAlerts = (record: EventRecord, untilSeconds: number): readonly AlertSpan[] =>
  sloIds.flatMap((id) => {
    const incident = record.incident(id, untilSeconds);
    const names = burnAlerts(slos[id]).map((alert) => burnAlertName(slos[id], alert));
    return rehearsalAlerts(slos[id]).flatMap((alert, position) =>
      simulate(alert, incident, { stepSeconds }).flatMap(({ activations }) =>
        activations.map((activation) => ({ alert: names[position] ?? '', ...activation })),
      ),
    );
  });
