import type { InvocationMetrics, MetricsRecorder } from '../../lib/metrics/recorder.ts';
import type { Sample } from '../../lib/metrics/recording/exact-counters.ts';

export interface Publication {
  readonly samples: readonly Sample[];
}

/** Metrics that keep what is recorded and taken for a line, for tests of what is measured. */
export const createRecordingMetrics = () => {
  const published: Publication[] = [];
  let samples: Sample[] = [];
  const metrics: MetricsRecorder & InvocationMetrics = {
    increment: (name, labels, by = 1) => {
      samples.push({ name, labels, value: by });
    },
    observe: (name, labels, value) => {
      samples.push({ name, labels, value });
    },
    set: (name, labels, value) => {
      samples.push({ name, labels, value });
    },
    take: () => {
      published.push({ samples });
      samples = [];
      return [];
    },
  };
  return { ...metrics, published, recorded: () => samples };
};
