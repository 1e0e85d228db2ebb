import type { AlarmBase, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmRule, AlarmState } from 'aws-cdk-lib/aws-cloudwatch';
import { slos } from '../../lib/contract/slos.ts';
import type { AlarmBoard, AlarmDeclaration } from './alarm-board.ts';
import type { Monitored } from './monitored.ts';
import { dependencyAlarms } from './operations/dependencies.ts';
import { eventPathAlarms } from './operations/event-path.ts';
import { functionAlarms } from './operations/functions.ts';
import { blindnessAlarms, pipelineAlarms } from './operations/metrics-pipeline.ts';
import { addSloAlarms, type ServiceObjective, type SloAlarms } from './slo-alarms.ts';

export interface ServiceAlarms {
  readonly objectives: readonly { readonly objective: ServiceObjective; readonly alarms: SloAlarms }[];
  /** What is worth a look besides the objectives; without the parts that composites are made of. */
  readonly operations: readonly AlarmBase[];
}

const addBlindness = (board: AlarmBoard, monitored: Monitored): CompositeAlarm => {
  const parts = blindnessAlarms(monitored).map((declaration) => board.add(declaration));
  return board.compose({
    id: 'metrics-blind',
    severity: 'page',
    meaning:
      'The figures of the service cannot be trusted, and pages and tickets about burning budgets are silent for as long.',
    runbook: 'metrics-pipeline.md#metrics-blind',
    rule: AlarmRule.anyOf(...parts.map((part) => AlarmRule.fromAlarm(part, AlarmState.ALARM))),
  });
};

const operationAlarms = (monitored: Monitored): readonly AlarmDeclaration[] => [
  ...functionAlarms(monitored),
  ...eventPathAlarms(monitored),
  ...dependencyAlarms(monitored),
  ...pipelineAlarms(monitored),
];

/** Every alarm of the service. */
export const addServiceAlarms = (board: AlarmBoard, monitored: Monitored): ServiceAlarms => {
  const blind = addBlindness(board, monitored);
  return {
    objectives: Object.values(slos).map((objective) => ({
      objective,
      alarms: addSloAlarms(board, objective, blind),
    })),
    operations: [blind, ...operationAlarms(monitored).map((declaration) => board.add(declaration))],
  };
};
