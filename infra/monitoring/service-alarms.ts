import type { AlarmBase, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmRule, AlarmState } from 'aws-cdk-lib/aws-cloudwatch';
import { slos } from '../../lib/contract/slos.ts';
import { anyPageAlarm } from '../names.ts';
import type { AlarmBoard, AlarmDeclaration } from './alarm-board.ts';
import type { Monitored } from './monitored.ts';
import { backlogAlarms } from './operations/backlogs.ts';
import { dependencyAlarms } from './operations/dependencies.ts';
import { eventPathAlarms } from './operations/event-path.ts';
import { functionAlarms } from './operations/functions.ts';
import { blindness, pipelineAlarms } from './operations/metrics-pipeline.ts';
import { stuckPaymentAlarms } from './operations/stuck-payments.ts';
import { trafficAlarms, wayInAlarms } from './operations/way-in.ts';
import { addSloAlarms, type ServiceObjective, type SloAlarms } from './slo-alarms.ts';

export interface ServiceAlarms {
  readonly objectives: readonly { readonly objective: ServiceObjective; readonly alarms: SloAlarms }[];
  /** Alarms besides those of the objectives, without the parts of composites. */
  readonly operations: readonly AlarmBase[];
}

/** A stack takes one composite as its trigger, where five single alarms would be the most. */
const addAnyPage = (board: AlarmBoard): CompositeAlarm =>
  board.compose({
    id: anyPageAlarm,
    meaning: 'A page is active. CloudFormation rolls back an update of the stacks that is in progress.',
    runbook: 'deployments.md#rollback',
    rule: AlarmRule.anyOf(...board.pages.map((page) => AlarmRule.fromAlarm(page, AlarmState.ALARM))),
  });

const operationAlarms = (monitored: Monitored): readonly AlarmDeclaration[] => [
  ...functionAlarms(monitored),
  ...wayInAlarms(monitored),
  ...backlogAlarms(),
  ...eventPathAlarms(monitored),
  ...dependencyAlarms(),
  ...stuckPaymentAlarms(),
  ...pipelineAlarms(monitored),
];

/** Every alarm of the service. */
export const addServiceAlarms = (board: AlarmBoard, monitored: Monitored): ServiceAlarms => {
  const blind = board.add(blindness());
  const alarms = {
    objectives: Object.values(slos).map((objective) => ({
      objective,
      alarms: addSloAlarms(board, objective, blind),
    })),
    operations: [
      blind,
      ...operationAlarms(monitored).map((declaration) => board.add(declaration)),
      ...trafficAlarms(monitored).map((declaration) => board.addBelowBand(declaration)),
    ],
  };
  addAnyPage(board);
  return alarms;
};
