import { createMemoryPaymentGateway } from '../../../../lib/adapters/memory/payment-gateway.ts';
import { paymentGatewayContract } from '../../app/ports/payment-gateway.contract.ts';

paymentGatewayContract(async (options) => {
  const gateway = createMemoryPaymentGateway(options);
  return { gateway, ledger: gateway.ledger, close: async () => {} };
});
