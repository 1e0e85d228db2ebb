/** The ISO 4217 codes in which products are sold, and the number of minor digits of each. One line adds a currency. */
export const minorDigits = { USD: 2 } as const;
export type Currency = keyof typeof minorDigits;
export const currencies = Object.keys(minorDigits) as readonly Currency[];

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

/**
 * Amount in major units, such as dollars, for metrics and display only: never calculate with it.
 * @throws {RangeError} for a currency that the table does not list.
 */
export const majorUnits = (
  { amount, currency }: { readonly amount: number; readonly currency: string },
  digits: Readonly<Record<string, number>> = minorDigits,
): number => {
  const places = Object.hasOwn(digits, currency) ? digits[currency] : undefined;
  if (places === undefined) throw new RangeError(`the minor digits of ${currency} are unknown`);
  return amount / 10 ** places;
};

/** An amount as people read it, such as `19.99 USD`. */
export const formatMoney = (amount: Money): string =>
  `${majorUnits(amount).toFixed(minorDigits[amount.currency])} ${amount.currency}`;
