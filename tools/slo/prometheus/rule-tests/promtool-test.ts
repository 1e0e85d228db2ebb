import { orderService } from '../../order-service-declaration.ts';
import type { Labels } from '../rules/rule.ts';
import { durationText } from '../rules/timing.ts';
import { type YamlValue, yamlDocument } from '../yaml.ts';

/** A series of labels as promtool writes what it expects. */
const labelText = (labels: Labels): string =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`;

export interface ExpectedSample {
  readonly labels: Labels;
  readonly value: number;
}

/** Expects exactly these results of a query at a second. */
export const expectQuery = (
  expr: string,
  atSeconds: number,
  samples: readonly ExpectedSample[],
): YamlValue => ({
  expr,
  eval_time: durationText(atSeconds),
  exp_samples: samples.map(({ labels, value }) => ({ labels: labelText(labels), value })),
});

export interface ExpectedAlert {
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
}

/** With which labels and annotations an alert fires at a second; not at all without any. */
export const expectAlert = (
  alertname: string,
  atSeconds: number,
  alerts: readonly ExpectedAlert[],
): YamlValue => ({
  eval_time: durationText(atSeconds),
  alertname,
  exp_alerts: alerts.map(({ labels, annotations }) => ({ exp_labels: labels, exp_annotations: annotations })),
});

export interface PromtoolTest {
  readonly name: string;
  readonly stepSeconds: number;
  readonly series: Readonly<Record<string, string>>;
  readonly queries?: readonly YamlValue[];
  readonly alerts?: readonly YamlValue[];
}

export const promtoolTest = ({
  name,
  stepSeconds,
  series,
  queries = [],
  alerts = [],
}: PromtoolTest): YamlValue => ({
  name,
  interval: durationText(stepSeconds),
  input_series: Object.entries(series).map(([of, values]) => ({ series: of, values })),
  promql_expr_test: queries,
  alert_rule_test: alerts,
});

/** A file of unit tests for `promtool test rules`. */
export const testFile = (
  rulesFile: string,
  evaluationInterval: string,
  tests: readonly YamlValue[],
): string =>
  yamlDocument(`Written by \`npm run generate\` from ${orderService.declaredIn}. Do not edit.`, {
    rule_files: [rulesFile],
    evaluation_interval: evaluationInterval,
    tests,
  });
