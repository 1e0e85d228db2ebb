import { erasureConditionMutants } from './catalogue/conditions/erasure-condition-mutants.ts';
import { eventConditionMutants } from './catalogue/conditions/event-condition-mutants.ts';
import { metricsConditionMutants } from './catalogue/conditions/metrics-condition-mutants.ts';
import { orderConditionMutants } from './catalogue/conditions/order-condition-mutants.ts';
import { stockConditionMutants } from './catalogue/conditions/stock-condition-mutants.ts';
import { erasureMutants } from './catalogue/erasure-mutants.ts';
import { eventMutants } from './catalogue/event-mutants.ts';
import { metricsMutants } from './catalogue/metrics-mutants.ts';
import { objectiveMutants } from './catalogue/objective-mutants.ts';
import { orderMutants } from './catalogue/order-mutants.ts';
import { paymentMutants } from './catalogue/payment-mutants.ts';
import { refundMutants } from './catalogue/refund-mutants.ts';
import { stockMutants } from './catalogue/stock-mutants.ts';
import type { Mutant } from './mutant.ts';

/** Every condition of a write, and every action of a transaction, left out. */
export const conditionMutants: readonly Mutant[] = [
  ...orderConditionMutants,
  ...stockConditionMutants,
  ...eventConditionMutants,
  ...erasureConditionMutants,
  ...metricsConditionMutants,
];

/** All planted faults, by subsystem. */
export const mutants: readonly Mutant[] = [
  ...orderMutants,
  ...stockMutants,
  ...paymentMutants,
  ...refundMutants,
  ...eventMutants,
  ...metricsMutants,
  ...objectiveMutants,
  ...erasureMutants,
  ...conditionMutants,
];
