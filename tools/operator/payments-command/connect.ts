import { createDynamoOrderStore } from '../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { isGatewayFailure } from '../../../lib/adapters/stripe/gateway-error.ts';
import { createStripeClient } from '../../../lib/adapters/stripe/stripe-client.ts';
import { createStripePaymentGateway } from '../../../lib/adapters/stripe/stripe-payment-gateway.ts';
import { createStripePaymentHistory } from '../../../lib/adapters/stripe/stripe-payment-history.ts';
import type { OrderStore } from '../../../lib/app/ports/order-store.ts';
import type { PaymentGateway } from '../../../lib/app/ports/payment-gateway.ts';
import type { PaymentHistory } from '../../../lib/app/ports/payment-history.ts';
import { stripeUrl } from '../../../lib/contract/service.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDependencyPolicy } from '../../../lib/platform/resilience/dependency-policy.ts';
import { createSecret } from '../../../lib/platform/secrets/secret.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { findResources, operatorPolicy, type Resources } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';

/** The payment gateway of a service. */
export interface GatewayConnection {
  readonly gateway: PaymentGateway;
  readonly history: PaymentHistory;
}

export interface PaymentsConnection {
  readonly store: OrderStore;
  /** @throws {CommandError} when the stage does not name the secret of its gateway. */
  readonly connectGateway: () => GatewayConnection;
  readonly close: () => void;
}

/** The simulator of the local service takes any key of this form. */
const simulatorKey = 'sk_test_operator';

const connectGateway = ({
  region,
  paymentGatewayUrl = stripeUrl,
  paymentSecretArn: arn,
}: Resources): GatewayConnection => {
  const isLocal = paymentGatewayUrl !== stripeUrl;
  if (!isLocal && arn === undefined)
    throw new CommandError(
      'The data stack does not name the secret of the payment gateway; deploy it again.',
    );
  const client = createStripeClient({ apiBase: paymentGatewayUrl });
  const policy = () => operatorPolicy('secrets-manager');
  const secretKey = createSecret({
    ...(isLocal ? { value: simulatorKey } : { arn }),
    region,
    now: Date.now,
    policy,
  });
  const { execute } = createDependencyPolicy({
    name: 'payment-gateway',
    isFailure: isGatewayFailure,
    tryTimeoutMs: 10_000,
    retry: { maxAttempts: 1 },
  });
  return {
    gateway: createStripePaymentGateway({
      client,
      secretKey,
      execute,
      onConfigurationError: () => {},
      onRejection: () => {},
    }),
    history: createStripePaymentHistory({ client, secretKey }),
  };
};

/**
 * Connects to the orders of a service and to its payment gateway, with the permissions of the caller.
 * @throws {CommandError} when the service cannot be found.
 */
export const connectPayments = async (target: Target): Promise<PaymentsConnection> => {
  const resources = await findResources(target);
  const { region, dynamodbEndpoint, ordersTable, eventsTable } = resources;
  const documents = createDocumentClient({ region, endpoint: dynamodbEndpoint });
  const client = createDynamoClient(documents, operatorPolicy('dynamodb'));
  return {
    store: createDynamoOrderStore({ client, ordersTable, eventsTable }),
    connectGateway: () => connectGateway(resources),
    close: () => documents.destroy(),
  };
};
