import { startLocalCloud } from '../local-cloud/cloud.ts';
import { orderServiceDeployment } from '../local-cloud/order-service-deployment.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { dependencies, type FaultyDependency } from './plan.ts';

/** The whole service on this machine, with a proxy before each dependency of its functions. */
export interface FaultyService {
  readonly url: string;
  readonly proxies: Readonly<Record<FaultyDependency, FaultProxy>>;
  readonly tokenFor: (facts: {
    readonly sub: string;
    readonly scope: string;
    readonly customerType?: string;
  }) => Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts the local run. Only its functions reach their dependencies through the proxies: stream, schedules and
 * the first data do not, as their counterparts in AWS would not.
 */
export const startFaultyService = async (random: () => number): Promise<FaultyService> => {
  const started = await Promise.all(
    dependencies.map(async (name) => [name, await startFaultProxy(random)] as const),
  );
  const proxies = Object.fromEntries(started) as Record<FaultyDependency, FaultProxy>;
  const closeProxies = async () => {
    await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
  };
  const deployment = orderServiceDeployment({
    logLevel: 'ERROR',
    paymentWindowSeconds: 8,
    paymentTriesPerHour: 1_000_000,
    republishSeconds: 4,
  });
  try {
    const cloud = await startLocalCloud({
      port: 0,
      watch: false,
      maxEnvironments: 4,
      pace: { scheduleSeconds: 2 },
      deployment: {
        ...deployment,
        first: ['put-product', 'create-order', 'pay-order', 'get-order', 'relay-events'],
        environment({ dynamodb, eventbridge, s3, paymentGateway }) {
          proxies.database.forwardTo(dynamodb);
          proxies.bus.forwardTo(eventbridge);
          proxies.payments.forwardTo(paymentGateway);
          return deployment.environment({
            dynamodb: proxies.database.url,
            eventbridge: proxies.bus.url,
            s3,
            paymentGateway: proxies.payments.url,
          });
        },
      },
    });
    return {
      url: cloud.url,
      proxies,
      tokenFor: async (facts) => (await cloud.issuer.issue(facts)).access_token,
      async close() {
        await cloud.close();
        await closeProxies();
      },
    };
  } catch (error) {
    await closeProxies();
    throw error;
  }
};
