import { paymentGatewayContract } from '../lib/app/ports/payment-gateway.contract.ts';
import { createMemoryPaymentGateway } from './memory-payment-gateway.ts';

paymentGatewayContract(async (options) => {
  const gateway = createMemoryPaymentGateway(options);
  return { gateway, authenticate: gateway.authenticate, ledger: gateway.ledger, close: async () => {} };
});
