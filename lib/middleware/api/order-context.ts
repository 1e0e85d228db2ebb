import { orderIdSchema } from '../../contract/schemas/order-schemas.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import type { ApiMiddleware } from './api-event.ts';

/** Binds the order id of the path to every log line of the request; a text that cannot be an order id is left out. */
export const orderContext = ({
  logger,
}: {
  readonly logger: Pick<ContextLogger, 'bind'>;
}): ApiMiddleware => ({
  before: ({ event }) => {
    const orderId = event.pathParameters?.['orderId'];
    // Most routes have no order in their path, and a failed parse is slow.
    if (orderId !== undefined && orderIdSchema.safeParse(orderId).success) logger.bind({ orderId });
  },
});
