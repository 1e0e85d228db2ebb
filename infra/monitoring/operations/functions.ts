import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { functionName } from '../../names.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { type FunctionClass, functionClasses, type Monitored } from '../monitored.ts';
import { apiMetric, functionMetric } from '../platform-metrics.ts';
import { sumOf } from '../sum-of.ts';

const classes = Object.keys(functionClasses) as readonly FunctionClass[];

const of = (name: 'Errors' | 'Throttles', { stage }: Monitored, functionClass: FunctionClass) =>
  sumOf(
    `${name} of ${functionClass}`,
    functionClasses[functionClass].map((id) =>
      functionMetric(name, functionName(stage, id), { period: Duration.minutes(15) }),
    ),
  );

const single = {
  severity: 'ticket',
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  breaching: 1,
  of: 1,
  missing: TreatMissingData.NOT_BREACHING,
} as const;

/** Errors that a function did not answer itself: it timed out, ran out of memory or did not start. */
const failing = (monitored: Monitored, functionClass: FunctionClass): AlarmDeclaration => ({
  ...single,
  id: `function-errors-${functionClass}`,
  meaning: `Functions (${functionClass}) time out, crash or do not start: at least 3 times in 15 minutes.`,
  runbook: 'functions.md#function-errors',
  metric: of('Errors', monitored, functionClass),
  threshold: 3,
});

const throttled = (monitored: Monitored, functionClass: FunctionClass): AlarmDeclaration => ({
  ...single,
  id: `function-throttles-${functionClass}`,
  meaning: `Lambda refuses to run functions (${functionClass}) because too many run already.`,
  runbook: 'functions.md#function-throttles',
  metric: of('Throttles', monitored, functionClass),
  threshold: 1,
});

/**
 * What clients see at the edge. It counts failures that no function lives to judge (throttles, timeouts of
 * the gateway, no permission to invoke), and holds while the metrics of the functions are blind. Checks of
 * readiness are taken off as if each had failed: they do while a dependency is down that nobody may need now.
 */
const edge = ({ apiId, stage }: Monitored): AlarmDeclaration => ({
  id: 'api-server-errors',
  severity: 'page',
  meaning: 'More than 5 % of the requests end in a 5xx at API Gateway, whatever the functions say.',
  runbook: 'functions.md#api-server-errors',
  metric: new MathExpression({
    expression: 'IF((failed - checks) >= 5, (failed - checks) / (requests - checks), 0)',
    usingMetrics: {
      failed: apiMetric('5xx', apiId),
      requests: apiMetric('Count', apiId),
      checks: functionMetric('Invocations', functionName(stage, 'health-ready')),
    },
    label: 'requests answered with 5xx',
  }),
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: 0.05,
  breaching: 2,
  of: 3,
  missing: TreatMissingData.NOT_BREACHING,
});

/** Alarms on the functions and on the gateway in front of them. */
export const functionAlarms = (monitored: Monitored): readonly AlarmDeclaration[] => [
  edge(monitored),
  ...classes.map((name) => failing(monitored, name)),
  ...classes.map((name) => throttled(monitored, name)),
];
