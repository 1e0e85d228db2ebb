import { eventMutants } from './catalogue/event-mutants.ts';
import { metricsMutants } from './catalogue/metrics-mutants.ts';
import { orderMutants } from './catalogue/order-mutants.ts';
import { paymentMutants } from './catalogue/payment-mutants.ts';
import { refundMutants } from './catalogue/refund-mutants.ts';
import { stockMutants } from './catalogue/stock-mutants.ts';
import type { Mutant } from './mutant.ts';

/** All planted faults, by subsystem. */
export const mutants: readonly Mutant[] = [
  ...orderMutants,
  ...stockMutants,
  ...paymentMutants,
  ...refundMutants,
  ...eventMutants,
  ...metricsMutants,
];
