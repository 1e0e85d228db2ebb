import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composePlaceSyntheticOrder } from '../lib/composition/synthetic-order.ts';

const placeSyntheticOrder = composePlaceSyntheticOrder();

export const handler = jobHandler('place-synthetic-order', ({ options }) => placeSyntheticOrder(options));
