import type { Objective } from '../../../../lib/slo/objective.ts';
import { orderService } from '../../order-service-declaration.ts';
import { yamlDocument } from '../yaml.ts';
import { pipelineAlerts } from './pipeline-alerts.ts';
import { burnRecordings, declarationRecordings, periodRecordings } from './recording-rules.ts';
import { isAlert, type Rule, type RuleGroup } from './rule.ts';
import { burnAlertRules, exhaustedRules } from './slo-alerts.ts';
import { durationText, type Timing } from './timing.ts';

/**
 * The rules of an objective. Alerts are in the group of what they read, so that they read it as it is now and not as
 * it was an evaluation ago.
 */
export const objectiveGroups = (objective: Objective, timing: Timing): readonly RuleGroup[] => [
  {
    name: `slo-${objective.id}`,
    interval: durationText(timing.evaluationSeconds),
    rules: [
      ...declarationRecordings(objective),
      ...burnRecordings(objective, timing),
      ...burnAlertRules(objective, timing),
    ],
  },
  {
    name: `slo-${objective.id}-period`,
    interval: durationText(timing.periodEvaluationSeconds),
    rules: [...periodRecordings(objective, timing), ...exhaustedRules(objective)],
  },
];

/** The rules of all objectives. */
export const sloGroups = (objectives: readonly Objective[], timing: Timing): readonly RuleGroup[] =>
  objectives.flatMap((objective) => objectiveGroups(objective, timing));

/** The rules about what the objectives rest on. */
export const pipelineGroup = ({ evaluationSeconds }: Timing): RuleGroup => ({
  name: 'pipeline',
  interval: durationText(evaluationSeconds),
  rules: pipelineAlerts(),
});

const ruleFields = (rule: Rule) => {
  if (isAlert(rule)) {
    const { alert, expr, labels, annotations } = rule;
    return {
      alert,
      expr,
      for: rule.for,
      keep_firing_for: rule.keepFiringFor,
      labels,
      annotations: { ...annotations },
    };
  }
  const { record, expr, labels } = rule;
  return { record, expr, labels };
};

/** A rule file of Prometheus. */
export const rulesFile = (groups: readonly RuleGroup[]): string =>
  yamlDocument(`Written by \`npm run generate\` from ${orderService.declaredIn}. Do not edit.`, {
    groups: groups.map(({ name, interval, rules }) => ({ name, interval, rules: rules.map(ruleFields) })),
  });
