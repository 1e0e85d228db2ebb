import type { ServedRouteId } from '../contract/default-route.ts';
import type { ErrorCode } from '../contract/errors/registry.ts';
import { liveAlias } from '../contract/service.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { VersionAnswer, VersionInvoker, VersionRequest } from './ports/version-invoker.ts';

/** Routes of an order that is placed and cancelled. */
const orderRoutes = ['create-order', 'get-order', 'list-orders', 'cancel-order'] as const;

type OrderRouteId = (typeof orderRoutes)[number];

const isOrderRoute = (id: ServedRouteId): id is OrderRouteId =>
  (orderRoutes as readonly string[]).includes(id);

interface Probe {
  readonly body?: unknown;
  /** Statuses of a version that works. */
  readonly statuses: readonly number[];
}

const ofUnknownOrder: Probe = { statuses: [404] };
const document: Probe = { statuses: [200, 404] };
const orderOf = (sku: string) => ({ items: [{ sku, quantity: 1 }], source: 'api' });

/** Also the product that is ordered while the stage has no product for it. */
const unknownSku = 'REHEARSAL-UNKNOWN';
const unknownOrderId = 'ord_00000000000000000000000000';

/** One request to each function. It changes nothing; a function that reads the tables has to read them for its answer. */
const probes: Readonly<Record<ServedRouteId, Probe>> = {
  'create-order': { body: orderOf(unknownSku), statuses: [422] },
  'list-orders': { statuses: [200] },
  'get-order': ofUnknownOrder,
  'pay-order': { ...ofUnknownOrder, body: { paymentMethod: 'pm_card_visa' } },
  'cancel-order': ofUnknownOrder,
  'refund-order': { ...ofUnknownOrder, body: { amount: { amount: 100, currency: 'USD' } } },
  'ship-order': ofUnknownOrder,
  'deliver-order': ofUnknownOrder,
  'customer-summary': { statuses: [200] },
  'list-products': { statuses: [200] },
  'get-product': { statuses: [404] },
  // Any valid product would go on sale.
  'put-product': { body: {}, statuses: [400] },
  'move-stock': { body: { quantity: 1, reason: 'received' }, statuses: [404] },
  'stripe-webhook': { body: {}, statuses: [400] },
  'health-live': { statuses: [200] },
  'health-ready': { statuses: [200] },
  metrics: { statuses: [200] },
  'openapi-document': document,
  'api-reference': document,
  'unknown-route': { statuses: [404] },
};

/** Refusals that are about the product or the customer of an order. They say nothing against a version. */
const refusals: ReadonlySet<string> = new Set<ErrorCode>([
  'ORD-004',
  'ORD-006',
  'ORD-007',
  'ORD-008',
  'PRD-001',
]);

class UnexpectedAnswer extends Error {
  readonly answer: VersionAnswer;

  constructor(target: string, answer: VersionAnswer) {
    super(`${target}: status ${answer.status} ${answer.body}`);
    this.answer = answer;
  }
}

/** The code of a refusal, when an order failed for one. */
const refusalOf = (error: unknown): string | undefined => {
  if (!(error instanceof UnexpectedAnswer) || error.answer.status >= 500) return undefined;
  const code = /"code":"([A-Z]+-\d+)"/.exec(error.answer.body)?.[1];
  return code !== undefined && refusals.has(code) ? code : undefined;
};

/** Tries of a request: one failure of a dependency is no fault of the version. */
const maxTries = 3;

export interface RehearseVersionDependencies {
  readonly invoke: VersionInvoker;
  /** The product that is ordered; without it, orders are refused instead of placed. */
  readonly sku: string | undefined;
  readonly newKey: () => string;
  /** Waits between two tries. */
  readonly pause: (options: CallOptions) => Promise<void>;
}

interface Rehearsal {
  readonly routeId: ServedRouteId;
  readonly version: string;
}

export interface RehearsalReport {
  /** Code of the error for which no order was placed, although the stage has a product for it. */
  readonly orderRefused?: string;
}

interface Step extends Probe {
  readonly parameters?: Readonly<Record<string, string>>;
  /** The live version or the version under test; by default the latter in its own step. */
  readonly qualifier?: string;
}

/**
 * Use case: try a version of an API function that gets no traffic yet. For the functions of an order, an order is placed,
 * read, listed and cancelled: by the version under test in its step, by the live versions in the others. Any other function
 * answers one request. So does a function of an order while the live version refuses the order, too: a product that is sold
 * out must not keep a fix away.
 * @throws {Error} with the step and its answer, when an answer is not that of a version that works.
 */
export const rehearseVersion =
  ({ invoke, sku, newKey, pause }: RehearseVersionDependencies) =>
  async ({ routeId, version }: Rehearsal, options: CallOptions): Promise<RehearsalReport> => {
    const take = async (id: ServedRouteId, step: Step): Promise<string> => {
      const { body, statuses, parameters = {}, qualifier = id === routeId ? version : liveAlias } = step;
      const request: VersionRequest = { routeId: id, qualifier, parameters, body, idempotencyKey: newKey() };
      for (let tries = 1; ; tries += 1) {
        const answer = await invoke(request, options);
        if (statuses.includes(answer.status)) return answer.body;
        const isClientError = answer.status >= 400 && answer.status < 500;
        if (isClientError || tries === maxTries) throw new UnexpectedAnswer(`${id}:${qualifier}`, answer);
        await pause(options);
      }
    };
    const place = async (product: string, by: Pick<Step, 'qualifier'> = {}): Promise<string> => {
      const placed = await take('create-order', { body: orderOf(product), statuses: [201], ...by });
      return (JSON.parse(placed) as { readonly id: string }).id;
    };
    const cancel = (orderId: string, by: Pick<Step, 'qualifier'> = {}) =>
      take('cancel-order', { parameters: { orderId }, statuses: [200], ...by });
    const refusalByLive = async (product: string): Promise<string | undefined> => {
      const by = { qualifier: liveAlias };
      try {
        await cancel(await place(product, by), by);
        return undefined;
      } catch (error) {
        return refusalOf(error);
      }
    };
    /** @returns an order, or the code for which the live version refuses it, too. */
    const placeUnlessRefused = async (
      product: string,
    ): Promise<{ readonly orderId: string } | RehearsalReport> => {
      for (let tries = 1; ; tries += 1) {
        try {
          return { orderId: await place(product) };
        } catch (error) {
          const orderRefused = refusalOf(error);
          if (orderRefused === undefined) throw error;
          if (routeId !== 'create-order' || (await refusalByLive(product)) === orderRefused)
            return { orderRefused };
          // The rehearsals of other functions, which run at the same time, may have held the last units.
          if (tries === maxTries) throw error;
          await pause(options);
        }
      }
    };
    const probe = () =>
      take(routeId, { ...probes[routeId], parameters: { orderId: unknownOrderId, sku: unknownSku } });

    if (sku === undefined || !isOrderRoute(routeId)) {
      await probe();
      return {};
    }
    const placed = await placeUnlessRefused(sku);
    if (!('orderId' in placed)) {
      await probe();
      return placed;
    }
    const { orderId } = placed;
    try {
      await take('get-order', { parameters: { orderId }, statuses: [200] });
      await take('list-orders', { statuses: [200] });
    } catch (error) {
      // An order that is not cancelled expires.
      await cancel(orderId).catch(() => {});
      throw error;
    }
    await cancel(orderId);
    return {};
  };
