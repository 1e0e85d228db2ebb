import { totalNotChargeable } from '../contract/errors/factories.ts';
import { maximumCharge, minimumCharges } from '../contract/limits.ts';
import { type Money, money } from '../domain/money.ts';

/** Whether the gateway can charge a total; nothing has to be charged for a total of 0. */
export const isChargeable = ({ amount, currency }: Money): boolean =>
  amount === 0 || (amount >= minimumCharges[currency] && amount <= maximumCharge);

/** @throws {ServiceError} ORD-006 when the gateway cannot charge the total. */
export const assertChargeable = (total: Money): void => {
  if (isChargeable(total)) return;
  const { currency } = total;
  throw totalNotChargeable(total, {
    minimum: money(minimumCharges[currency], currency),
    maximum: money(maximumCharge, currency),
  });
};
