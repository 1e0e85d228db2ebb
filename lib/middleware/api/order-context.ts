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
    const orderId = orderIdSchema.safeParse(event.pathParameters?.['orderId']);
    if (orderId.success) logger.bind({ orderId: orderId.data });
  },
});
