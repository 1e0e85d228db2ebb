/** ISO 4217 codes in which products are sold; all of them have two minor digits. */
export const currencies = ['USD'] as const;
export type Currency = (typeof currencies)[number];

/** An amount in minor units (cents): always a safe, non-negative integer. */
export interface Money {
  readonly amount: number;
  readonly currency: Currency;
}

/** @throws {RangeError} unless `amount` is a safe non-negative integer. */
export const money = (amount: number, currency: Currency): Money => {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`${amount} is not an amount in minor units`);
  }
  // The sum turns -0 into 0.
  return { amount: amount + 0, currency };
};

/** @throws {RangeError} when the currencies differ or the sum is not exact. */
export const addMoney = (left: Money, right: Money): Money => {
  if (left.currency !== right.currency) {
    throw new RangeError(`cannot add ${right.currency} to ${left.currency}`);
  }
  return money(left.amount + right.amount, left.currency);
};

/** @throws {RangeError} unless `factor` is a non-negative integer and the product is exact. */
export const multiplyMoney = ({ amount, currency }: Money, factor: number): Money => {
  if (!Number.isSafeInteger(factor) || factor < 0) throw new RangeError(`${factor} is not a number of units`);
  return money(amount * factor, currency);
};

export const sameMoney = (left: Money, right: Money): boolean =>
  left.amount === right.amount && left.currency === right.currency;

/** Amount in major units (dollars), for metrics only: never calculate with it. */
export const majorUnits = ({ amount }: Money): number => amount / 100;
