import { describe, expect, it } from 'vitest';
import type { GatewayPayment } from '../../../../../lib/app/ports/payment-gateway.ts';
import { testPaymentMethods as methods } from '../../../../../lib/contract/test-payment-methods.ts';
import { aCall } from '../../../../builders/a-call.ts';
import type { GatewaySubject } from './gateway-subject.ts';

export interface CustomerContractOptions {
  readonly subject: () => GatewaySubject;
  readonly register: (key?: string) => Promise<string>;
  readonly confirm: (intentId: string, paymentMethod: string, key?: string) => Promise<GatewayPayment>;
}

const options = aCall();

/** Cases of every PaymentGateway with a payment that its customer has to authenticate. */
export const customerContract = ({ subject, register, confirm }: CustomerContractOptions): void => {
  describe('when the customer has to authenticate a payment', () => {
    const waiting = async () => {
      const id = await register();
      return { id, payment: await confirm(id, methods.authenticationRequired) };
    };
    const stateOf = (id: string) => subject().gateway.retrieve(id, options);
    const types = () =>
      subject()
        .ledger()
        .map(({ type }) => type);

    it('answers a secret, now and when asked later, and takes no money', async () => {
      const { id, payment } = await waiting();
      expect(payment).toEqual({
        status: 'requires_action',
        clientSecret: expect.stringMatching(/^pi_\w+_secret_\w+$/),
      });
      expect(await confirm(id, methods.authenticationRequired)).toEqual(payment);
      expect(await stateOf(id)).toEqual(payment);
      expect(types()).toEqual([]);
    });

    it('takes the money when the customer has', async () => {
      const { id } = await waiting();
      subject().authenticate(id, 'succeeded');
      expect(await stateOf(id)).toEqual({ status: 'succeeded' });
      expect(types()).toEqual(['charge']);
    });

    it('declines it when the customer could not', async () => {
      const { id } = await waiting();
      subject().authenticate(id, 'failed');
      expect(await stateOf(id)).toEqual({ status: 'declined', reason: 'authentication_failed' });
      expect(types()).toEqual([]);
    });

    it('takes no money once it is cancelled', async () => {
      const { id } = await waiting();
      expect(await subject().gateway.cancel(id, options)).toEqual({ status: 'cancelled' });
      expect(() => subject().authenticate(id, 'succeeded')).toSatisfy(() => types().length === 0);
      expect(await stateOf(id)).toEqual({ status: 'cancelled' });
    });
  });
};
