import { paymentGatewayContract } from '../lib/app/ports/payment-gateway.contract.ts';
import { createMemoryPaymentGateway } from './memory-payment-gateway.ts';

paymentGatewayContract(async (options) => {
  const gateway = createMemoryPaymentGateway(options);
  const { authenticate, dispute, ledger } = gateway;
  return { gateway, authenticate, dispute, ledger, close: async () => {} };
});
