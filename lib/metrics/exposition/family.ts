import type { MetricDefinition } from '../../contract/metric-definition.ts';
import type { Labels } from '../../contract/metric-definition.ts';
import type { MetricName } from '../../contract/metrics.ts';

/** What was observed, with a label that leads to its logs. */
export interface Exemplar {
  readonly labels: Labels;
  readonly value: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
}

export interface Sample {
  /** What follows the family's name; empty for a counter in its own family. */
  readonly suffix: '' | '_bucket' | '_sum' | '_count';
  readonly labels: Labels;
  readonly value: string;
  readonly exemplar?: Exemplar;
}

/** A metric with everything that is said of it, in no format yet. */
export interface Family {
  readonly name: MetricName;
  readonly definition: MetricDefinition;
  readonly samples: readonly Sample[];
}
