import { timeWords } from '../../../lib/slo/durations.ts';
import type { Indicator } from '../../../lib/slo/objective.ts';

/** The events of an indicator, in a sentence. */
export const indicatorWords = (indicator: Indicator): string => {
  switch (indicator.kind) {
    case 'availability':
      return 'Requests; bad are failures of the service, timeouts included.';
    case 'latency':
      return `Requests without a failure of the service; good are those answered within ${timeWords(indicator.thresholdMs)}.`;
    case 'freshness':
      return `Work after the request; good is work done within ${timeWords(indicator.deadlineMs)}; unfinished work is judged bad then.`;
    case 'success':
      return 'Attempts; a refusal is not an event, an unknown outcome or a failure is bad.';
  }
};
