import { timeWords } from '../../../lib/slo/durations.ts';
import type { Indicator } from '../../../lib/slo/objective.ts';

/** What an indicator counts, in a sentence. */
export const indicatorWords = (indicator: Indicator): string => {
  switch (indicator.kind) {
    case 'availability':
      return 'Requests; bad are those that fail by the service’s own fault, timeouts included.';
    case 'latency':
      return `Requests that the service does not fail; good are those answered within ${timeWords(indicator.thresholdMs)}.`;
    case 'freshness':
      return `Work that goes on after the request; good is what is done within ${timeWords(indicator.deadlineMs)}, judged then if it is not.`;
    case 'success':
      return 'Attempts at something that may be refused; a refusal is no event, anything undecided or failed is bad.';
  }
};
