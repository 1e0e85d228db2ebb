import { metricsNamespaceOf, serviceName } from '../../../lib/contract/service.ts';
import { CommandError } from '../../command-line/command-error.ts';

export const statistics = ['Sum', 'Average', 'Maximum', 'Minimum', 'SampleCount'] as const;
export type Statistic = (typeof statistics)[number];

/** One series of CloudWatch, and how it is read. */
export interface WantedMetric {
  /** Of the stage; a namespace of AWS is the same in each. */
  readonly namespaceOf: (stage: string) => string;
  readonly name: string;
  readonly statistic: Statistic;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A value of a metric in a step of five minutes. */
export interface MetricValue {
  /** Begin of the step, in RFC 3339. */
  readonly at: string;
  readonly value: number;
}

const ofAws = /^(AWS\/\w+)\/(\w+)$/;

/**
 * The metric that words name, as the function `metric` of the runbooks takes them: name, statistic, and dimensions as
 * `name=value` without the service. A metric of AWS has its namespace before its name.
 * @throws {CommandError} for an unknown statistic or a word that is no dimension.
 */
export const wantedMetric = ([name = '', statistic = '', ...words]: readonly string[]): WantedMetric => {
  const known = statistics.find((one) => one === statistic);
  if (known === undefined)
    throw new CommandError(`There is no statistic ${statistic}: use ${statistics.join(', ')}.`);
  const wrong = words.find((word) => !/^[^=]+=./.test(word));
  if (wrong !== undefined) throw new CommandError(`${wrong} is no dimension: write name=value.`);
  const dimensions = Object.fromEntries(
    words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  const [, namespace, awsName] = ofAws.exec(name) ?? [];
  return namespace !== undefined && awsName !== undefined
    ? { namespaceOf: () => namespace, name: awsName, statistic: known, dimensions }
    : {
        namespaceOf: metricsNamespaceOf,
        name,
        statistic: known,
        dimensions: { service: serviceName, ...dimensions },
      };
};
