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
  {
    id: 'payment-uncounted',
    breaks: 'a payment that succeeds is not counted',
    file: 'lib/app/payment/settle.ts',
    find: 'if (outcome) judgePayment(outcome);',
    replace: "if (outcome === 'bad') judgePayment(outcome);",
    suite: simulator,
  },
  {
    id: 'settled-payment-counted',
    breaks: 'a payment that another run has settled is counted again',
    file: 'lib/app/payment/settle.ts',
    find: "=> kind === 'attempt' || kind === 'idempotency')) return undefined;",
    replace:
      "=> kind === 'attempt' || kind === 'idempotency')) {\n        const lost = outcomeOf(settlement);\n        if (lost) judgePayment(lost);\n        return undefined;\n      }",
    suite: 'test/lib/app/payment/judged-payments.test.ts',
  },
  {
    id: 'refused-payment-uncounted',
    breaks: 'a request to pay that fails before there is an attempt is not counted',
    file: 'lib/app/payment/pay-order.ts',
    find: "if (isServiceFailure(error)) judgePayment('bad');",
    replace: '',
    suite: simulator,
  },
  {
    id: 'deadline-payment-uncounted',
    breaks: 'a request to pay that fails at its deadline is counted after the metrics of its invocation',
    file: 'lib/app/payment/pay-order.ts',
    find: "signal.addEventListener('abort', judgeDeadline, { once: true });",
    replace: '',
    suite: 'test/lib/app/payment/judged-payments.test.ts',
  },
  {
    id: 'cancelled-payment-excused',
    breaks: 'a payment that the service has cancelled counts as given up by its customer',
    file: 'lib/app/payment/pursue-attempt.ts',
    find: 'excused: !payment.unconfirmed',
    replace: 'excused: true',
    suite: simulator,
  },
];
