import type { MetricsPublisher, MetricsRecorder } from '../../lib/metrics/recorder.ts';
import type { Sample } from '../../lib/metrics/recording/exact-counters.ts';

export interface Publication {
  readonly samples: readonly Sample[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Metrics that keep what is recorded and published, for tests of what is measured. */
export const createRecordingMetrics = () => {
  const published: Publication[] = [];
  let samples: Sample[] = [];
  const metrics: MetricsRecorder & MetricsPublisher = {
    increment: (name, labels, by = 1) => {
      samples.push({ name, labels, value: by });
    },
    observe: (name, labels, value) => {
      samples.push({ name, labels, value });
    },
    set: (name, labels, value) => {
      samples.push({ name, labels, value });
    },
    publish: (metadata) => {
      published.push({ samples, metadata });
      samples = [];
    },
  };
  return { ...metrics, published, recorded: () => samples };
};
