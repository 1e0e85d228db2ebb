import { type Mutant, simulator } from '../mutant.ts';

/** Faults in how answers are counted against the objectives. */
export const objectiveMutants: readonly Mutant[] = [
  {
    id: 'unanswered-uncounted',
    breaks: 'a request that no function answered is not counted',
    file: 'lib/contract/judge-request.ts',
    find: "['availability', 'payment-success'] : ['availability'];",
    replace: "['availability', 'payment-success'] : [];",
    suite: simulator,
  },
  {
    id: 'answered-counted-again',
    breaks: 'a failure that its function has counted is counted by the access log, too',
    file: 'lib/metrics/unanswered-requests.ts',
    find: 'const events = isAnswered(line) ? [] :',
    replace: "const events = isAnswered(line) && line.status === '504' ? [] :",
    suite: simulator,
  },
  {
    id: 'failure-uncounted',
    breaks: 'a failure that a function answers is not counted',
    file: 'lib/contract/judge-request.ts',
    find: 'if (!failed && request.status >= 400) return [];',
    replace: 'if (request.status >= 400) return [];',
    suite: simulator,
  },
  {
    id: 'repetition-counted',
    breaks: 'an answer that its client has got before is counted again',
    file: 'lib/contract/judge-request.ts',
    find: 'if (unjudged.has(request.routeId) || request.replayed) return [];',
    replace: 'if (unjudged.has(request.routeId)) return [];',
    suite: simulator,
  },
];
