import { describe, expect, it } from 'vitest';
import type { Objective } from '../../../../../lib/slo/objective.ts';
import { incidentSeconds } from '../../../../../tools/slo/alert-simulator/incident.ts';
import { alertTimelines } from '../../../../../tools/slo/prometheus/rule-tests/alert-timeline.ts';
import { fourBadDays, worseAndWorse } from '../../../../../tools/slo/prometheus/rule-tests/own-incidents.ts';
import { absentAlertName, exhaustedAlertName } from '../../../../../tools/slo/prometheus/rules/slo-alerts.ts';
import { type Declaration, declarations, declaredAs } from '../../../../harness/slo/declarations.ts';

const declared = (declaration: Declaration): Objective => {
  const [objective] = declaredAs(declaration);
  if (!objective) throw new Error('the service has no objective');
  return objective;
};

const day = 86_400;

describe.each([...declarations, ['90', 20, 5], ['99.99999', 7, 20_000]] satisfies Declaration[])(
  'incidents of an objective of %s percent in %d days with a guard of %d',
  (...declaration) => {
    const objective = declared(declaration);

    it('make every alert fire that is about events', () => {
      const incident = worseAndWorse(objective);
      const end = incidentSeconds(incident);
      const looking = { scrapeSeconds: 60, evaluationSeconds: day, afterSeconds: end - day };
      const silent = alertTimelines(objective, incident, looking).filter(
        (one) => one.activations.length === 0,
      );
      expect(end % day).toBe(0);
      expect(silent.map(({ alert }) => alert)).toEqual([
        absentAlertName(objective, 'page'),
        absentAlertName(objective, 'ticket'),
      ]);
    });

    it('exhaust the budget a second time after its recovery', () => {
      const looking = { scrapeSeconds: 300, evaluationSeconds: day };
      const exhausted = alertTimelines(objective, fourBadDays(objective), looking).find(
        ({ alert }) => alert === exhaustedAlertName(objective),
      );
      const full = objective.windowDays * day;
      expect(exhausted?.isCertain).toBe(true);
      expect(exhausted?.activations.map(({ clearsAt }) => clearsAt)).toEqual([full, full + 2 * day]);
      expect(exhausted?.activations[1]?.firesAt).toBe(full + day);
    });
  },
);
