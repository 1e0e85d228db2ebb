import { describe, expect, it } from 'vitest';
import { aCall } from '../../../../builders/a-call.ts';
import type { GatewaySubject } from './gateway-subject.ts';

export interface DisputeContractOptions {
  readonly subject: () => GatewaySubject;
  readonly charged: () => Promise<string>;
  readonly refund: (intentId: string) => Promise<unknown>;
}

const options = aCall();

/** Cases of every PaymentGateway with a charge that the customer disputes. */
export const disputeContract = ({ subject, charged, refund }: DisputeContractOptions): void => {
  describe('when the customer disputes a charge', () => {
    it('lists the dispute with its status, and the payment as succeeded', async () => {
      const { gateway, dispute } = subject();
      const id = await charged();
      expect(await gateway.listDisputes(id, options)).toEqual([]);
      dispute(id);
      expect(await gateway.listDisputes(id, options)).toEqual([
        { id: expect.stringMatching(/^dp_/), status: 'needs_response' },
      ]);
      expect(await gateway.retrieve(id, options)).toEqual({ status: 'succeeded' });
    });

    it('accepts no refund of it', async () => {
      const id = await charged();
      subject().dispute(id);
      expect(await refund(id)).toMatchObject({ status: 'refused' });
    });

    it('lists no dispute of an unknown payment', async () => {
      expect(await subject().gateway.listDisputes('pi_nobody', options)).toEqual([]);
    });
  });
};
