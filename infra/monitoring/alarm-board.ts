import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmBase,
  AnomalyDetectionAlarm,
  ComparisonOperator,
  CompositeAlarm,
  type IAlarmRule,
  type IMetric,
  type TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Severity } from '../../lib/slo/burn-alerts.ts';
import { monitorName } from '../names.ts';
import type { Stage } from '../stage.ts';
import type { RunbookSection } from './runbook.ts';

interface Described {
  /** Kebab-case; also in the alarm's name. */
  readonly id: string;
  /** The meaning of the alarm and its effect on users, in one sentence. */
  readonly meaning: string;
  readonly runbook: RunbookSection;
  /** Decides who is notified; an alarm without it is only a part of composites. */
  readonly severity?: Severity;
  /** The problem lasts longer than the metric shows it, so that the end of the alarm is not sent. */
  readonly outlastsMetric?: boolean;
}

export interface AlarmDeclaration extends Described {
  readonly metric: IMetric;
  readonly comparison: ComparisonOperator;
  readonly threshold: number;
  /** How many of the last `of` periods have to be over the threshold. */
  readonly breaching: number;
  readonly of: number;
  readonly missing: TreatMissingData;
}

/** An alarm whose threshold CloudWatch learns. */
export type BandDeclaration = Described & Pick<AlarmDeclaration, 'metric' | 'missing'>;

/** An alarm that suppresses the notifications of another, with the waiting times before and after. */
export interface Suppression {
  readonly by: AlarmBase;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

export interface CompositeDeclaration extends Described {
  readonly rule: IAlarmRule;
  readonly suppression?: Suppression;
}

interface AlarmBoardProps {
  readonly stage: Stage;
  readonly topics: Readonly<Record<Severity, ITopic>>;
  /** Address of the folder with the runbooks. */
  readonly runbookBaseUrl: string;
}

/** Adds complete alarms: each has a name, a description and a link to its runbook; one with a severity is sent to its topic. */
export class AlarmBoard {
  readonly #scope: Construct;
  readonly #props: AlarmBoardProps;
  readonly #pages: AlarmBase[] = [];

  constructor(scope: Construct, props: AlarmBoardProps) {
    this.#scope = scope;
    this.#props = props;
  }

  /** The alarms that page, in the order in which they were added. */
  get pages(): readonly AlarmBase[] {
    return this.#pages;
  }

  add({ metric, comparison, threshold, breaching, of, missing, ...described }: AlarmDeclaration): Alarm {
    const alarm = new Alarm(this.#scope, described.id, {
      ...this.#texts(described),
      metric,
      comparisonOperator: comparison,
      threshold,
      datapointsToAlarm: breaching,
      evaluationPeriods: of,
      treatMissingData: missing,
    });
    return this.#sent(alarm, described);
  }

  /** An alarm on a metric that is below the band in which CloudWatch expects it, by what it was at the same hours before. */
  addBelowBand({ metric, missing, ...described }: BandDeclaration): Alarm {
    const alarm = new AnomalyDetectionAlarm(this.#scope, described.id, {
      ...this.#texts(described),
      metric,
      stdDevs: 3,
      comparisonOperator: ComparisonOperator.LESS_THAN_LOWER_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: missing,
    });
    return this.#sent(alarm, described);
  }

  compose({ rule, suppression, ...described }: CompositeDeclaration): CompositeAlarm {
    const { alarmName, alarmDescription } = this.#texts(described);
    const alarm = new CompositeAlarm(this.#scope, described.id, {
      compositeAlarmName: alarmName,
      alarmDescription,
      alarmRule: rule,
      ...(suppression && {
        actionsSuppressor: suppression.by,
        actionsSuppressorWaitPeriod: Duration.seconds(suppression.waitSeconds),
        actionsSuppressorExtensionPeriod: Duration.seconds(suppression.extensionSeconds),
      }),
    });
    return this.#sent(alarm, described);
  }

  #texts({ id, meaning, runbook }: Described) {
    return {
      alarmName: monitorName(this.#props.stage, id),
      alarmDescription: `${meaning} Runbook: ${this.#props.runbookBaseUrl}/${runbook}`,
    };
  }

  /** Sends the end of an alarm to the topic of its start, so that a page can close itself. */
  #sent<A extends AlarmBase>(alarm: A, { severity, outlastsMetric }: Described): A {
    if (severity === undefined) return alarm;
    if (severity === 'page') this.#pages.push(alarm);
    const action = new SnsAction(this.#props.topics[severity]);
    alarm.addAlarmAction(action);
    if (!outlastsMetric) alarm.addOkAction(action);
    return alarm;
  }
}
