import { readFile } from 'node:fs/promises';
import { operations } from '../../client/src/generated/operations.ts';
import type { ResourceName } from '../../lib/contract/access.ts';
import { headers } from '../../lib/contract/headers.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { orderPartition } from '../../lib/contract/tables.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import { type OrderStatus, orderTransitions } from '../../lib/domain/order-status.ts';
import { projectFile } from '../project.ts';
import type { ConsoleDefinition, SubjectAction } from './console/console-definition.ts';
import { workerAnswer } from './lifecycle/worker-answer.ts';
import { catalogue } from './order-service-catalogue.ts';
import { explainError, paymentNotice, paymentTries } from './order-service-explanations.ts';

const places = {
  pending: [0, 0],
  confirmed: [1, 0],
  shipped: [2, 0],
  delivered: [3, 0],
  expired: [0, 1],
  cancelled: [1, 1],
} as const satisfies Record<OrderStatus, readonly [number, number]>;

const transitions = Object.entries(orderTransitions).flatMap(([from, commands]) =>
  Object.entries(commands).map(([command, to]) => ({ from, to, command })),
);

const action = (
  route: RouteId,
  states: readonly OrderStatus[],
  rest: Omit<SubjectAction, 'route' | 'states'>,
): SubjectAction => ({ route, states, ...rest });

/** The fields of a stored order that show whether a payment waits for the customer. */
interface StoredOrder {
  readonly payment?: { readonly awaitsCustomer?: boolean };
}

/** Methods of the typed client by the routes that they call. */
const clientMethods = Object.fromEntries(
  Object.entries(operations).flatMap(([name, [method, path, takes]]) =>
    Object.entries(routes)
      .filter(([, route]) => route.method === method && route.path === path)
      .map(([id]) => [id, { name, takes }]),
  ),
);

const owner = 'owner';
const staff = 'staff';

const refundOf = (amount: number) => ({ amount: { amount, currency: 'USD' } });

/** Judges the alarms that the sources declare when it is asked first. */
const judgeAlarms = (): NonNullable<ConsoleDefinition['alarms']> => {
  let synthesizing: Promise<Readonly<Record<string, unknown>>> | undefined;
  const template = async () => {
    synthesizing ??= workerAnswer(new URL('../diagnosis/alarms/monitoring-worker.ts', import.meta.url));
    try {
      return await synthesizing;
    } catch (error) {
      // In the middle of an edit the sources do not load.
      synthesizing = undefined;
      throw error;
    }
  };
  return async (series, now) => {
    const { localAlarms } = await import('../diagnosis/alarms/local-alarms.ts');
    const resources = await template();
    return localAlarms({ toJSON: () => resources }, series, now);
  };
};

interface ConsoleFacts {
  readonly tables: Readonly<Record<'ordersTable' | 'eventsTable', string>>;
  /** Address of a Prometheus server with the rules of the service. */
  readonly prometheusUrl?: string | undefined;
}

/** Facts about the order service for the console. */
export const orderServiceConsole = ({ tables, prometheusUrl }: ConsoleFacts): ConsoleDefinition => ({
  correlationHeader: headers.correlationId.toLowerCase(),
  actors: [
    { name: 'alice', scope: `${scopes.ordersRead} ${scopes.ordersWrite}` },
    { name: staff, scope: `${scopes.ordersRead} ${scopes.ordersWrite} ${scopes.ordersAdmin}` },
    { name: 'prometheus', scope: scopes.metricsRead },
  ],
  subject: {
    name: 'order',
    idPattern: /ord_[0-7][0-9A-HJKMNP-TV-Z]{25}/,
    read: { route: 'get-order' satisfies RouteId, actor: staff },
    owner: 'customerId',
    states: places,
    transitions,
    actions: [
      action('pay-order', ['pending'], {
        title: 'Pay',
        actor: owner,
        bodies: Object.fromEntries(
          Object.values(testPaymentMethods).map((paymentMethod) => [paymentMethod, { paymentMethod }]),
        ),
      }),
      action('ship-order', ['confirmed'], { title: 'Ship', actor: staff }),
      action('deliver-order', ['shipped'], { title: 'Deliver', actor: staff }),
      action('refund-order', ['confirmed', 'shipped', 'delivered'], {
        title: 'Refund',
        actor: staff,
        bodies: { 'USD 1.00': refundOf(100), 'USD 10.00': refundOf(1_000) },
        isDangerous: true,
      }),
      action('cancel-order', ['pending', 'confirmed'], {
        title: 'Cancel',
        actor: owner,
        isDangerous: true,
      }),
    ],
    attempts: paymentTries,
    notice: paymentNotice,
    pendingPayment: (items) => {
      const order = items.find(({ sk }) => sk === 'ORDER') as StoredOrder | undefined;
      const attempt = items.findLast(({ intentId }) => typeof intentId === 'string');
      return order?.payment?.awaitsCustomer ? String(attempt?.['intentId']) : undefined;
    },
    partitions: (orderId) => ({
      [tables.ordersTable]: orderPartition(orderId),
      [tables.eventsTable]: orderPartition(orderId),
    }),
  },
  bodies: {
    ['create-order' satisfies RouteId]: { items: [{ sku: catalogue[0].sku, quantity: 2 }], source: 'web' },
  },
  explainError,
  external: { name: 'payment gateway', access: 'paymentSecret' satisfies ResourceName },
  client: {
    package: 'order-service-client',
    factory: 'createOrderServiceClient',
    methods: clientMethods,
  },
  async objectives(series, now) {
    // The start does not wait for it.
    const { localObjectives } = await import('../slo/command/status/local-objectives.ts');
    return localObjectives(series, now, prometheusUrl);
  },
  alarms: judgeAlarms(),
  apiDocument: async () => JSON.parse(await readFile(projectFile('docs', 'openapi.json'), 'utf8')),
});
