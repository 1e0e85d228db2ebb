import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { isGatewayFailure } from '../../../../lib/adapters/stripe/gateway-error.ts';
import { PaymentOutcomeUnknown } from '../../../../lib/app/ports/payment-gateway.ts';
import {
  type Answer,
  answeringGateway,
  errorAnswer,
  intent,
  operations,
  unexpectedState,
} from '../../../harness/payments/answering-gateway.ts';

describe('createStripePaymentGateway', () => {
  let stop = async () => {};
  afterEach(() => stop());

  const answering = async (...answers: readonly (Answer | RequestListener)[]) => {
    const { server, ...answered } = await answeringGateway(...answers);
    stop = server.stop;
    return { ...answered, server };
  };

  describe('when the answer does not decide the outcome', () => {
    const doubts: [string, Answer | RequestListener, boolean][] = [
      ['no answer in time', () => {}, true],
      ['a broken connection', (request) => void request.socket.destroy(), true],
      ['an error of the gateway', [500, errorAnswer({ type: 'api_error' })], true],
      ['an error of something before it', [502, '<html>'], true],
      ['a success without content', [200, {}], true],
      ['a status that is new', [200, intent({ status: 'requires_capture' })], true],
      [
        'a key whose request is running',
        [409, errorAnswer({ type: 'idempotency_error', code: 'idempotency_key_in_use' })],
        false,
      ],
      ['a key of another request', [400, errorAnswer({ type: 'idempotency_error' })], false],
      [
        'a payment that is being worked on',
        [429, errorAnswer({ type: 'invalid_request_error', code: 'lock_timeout' })],
        false,
      ],
    ];
    it.each(doubts)('is unknown after %s of a charge', async (_, answer, counts) => {
      const { gateway, failures } = await answering(answer);
      await expect(operations.confirm(gateway)).rejects.toThrow(PaymentOutcomeUnknown);
      expect(failures.map(isGatewayFailure)).toEqual([counts]);
    });

    it.each(doubts.filter(([title]) => !/without content|status that is new/.test(title)))(
      'is unknown after %s of a refund',
      async (_, answer) => {
        const { gateway } = await answering(answer);
        await expect(operations.refund(gateway)).rejects.toThrow(PaymentOutcomeUnknown);
      },
    );

    it.each(
      doubts.flatMap(([title, answer]) =>
        (['create', 'retrieve', 'cancel'] as const).map((name) => [title, name, answer] as const),
      ),
    )('answers SYS-002 after %s for %s, which moves no money', async (_, name, answer) => {
      const { gateway } = await answering(answer);
      await expect(operations[name](gateway)).rejects.toMatchObject({ code: 'SYS-002' });
    });

    it('is unknown when the answer is about another payment', async () => {
      const { gateway } = await answering([200, { id: 'pi_2', status: 'succeeded' }]);
      await expect(operations.confirm(gateway)).rejects.toThrow(PaymentOutcomeUnknown);
    });

    it('is unknown when the payment was decided before and the decision cannot be read', async () => {
      const { gateway } = await answering(unexpectedState, [429, errorAnswer({})]);
      await expect(operations.confirm(gateway)).rejects.toThrow(PaymentOutcomeUnknown);
    });
  });
});
