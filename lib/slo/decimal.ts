/** A decimal number as text, such as `99.9`: zero or more, no exponent, no leading zeros. */
const pattern = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;

interface Scaled {
  readonly units: bigint;
  /** How many of the digits of `units` are decimals. */
  readonly scale: number;
}

export const isDecimal = (text: string): boolean => pattern.test(text);

/** Decimals of a number, as written. */
export const decimalPlaces = (text: string): number =>
  text.includes('.') ? text.length - 1 - text.indexOf('.') : 0;

const parse = (text: string): Scaled => {
  if (!isDecimal(text)) throw new RangeError(`${JSON.stringify(text)} is not a decimal number`);
  return { units: BigInt(text.replace('.', '')), scale: decimalPlaces(text) };
};

const write = ({ units, scale }: Scaled): string => {
  const digits = units.toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  const decimals = digits.slice(point).replace(/0+$/, '');
  return decimals === '' ? digits.slice(0, point) : `${digits.slice(0, point)}.${decimals}`;
};

const power = (scale: number): bigint => 10n ** BigInt(scale);

/** Both numbers in units of the smaller decimal. */
const aligned = (left: string, right: string) => {
  const [a, b] = [parse(left), parse(right)];
  const scale = Math.max(a.scale, b.scale);
  return { left: a.units * power(scale - a.scale), right: b.units * power(scale - b.scale), scale };
};

/** @throws {RangeError} unless both are decimal numbers. */
export const times = (left: string, right: string): string => {
  const [a, b] = [parse(left), parse(right)];
  return write({ units: a.units * b.units, scale: a.scale + b.scale });
};

/** @throws {RangeError} when the difference is less than zero. */
export const minus = (left: string, right: string): string => {
  const { left: a, right: b, scale } = aligned(left, right);
  if (a < b) throw new RangeError(`${left} - ${right} is less than zero`);
  return write({ units: a - b, scale });
};

/**
 * Quotient to a number of decimals, half a unit rounded up.
 * @throws {RangeError} when the divisor is zero.
 */
export const dividedBy = (left: string, right: string, decimals: number): string => {
  const { left: a, right: b } = aligned(left, right);
  if (b === 0n) throw new RangeError(`${left} cannot be divided by zero`);
  return write({ units: (2n * a * power(decimals) + b) / (2n * b), scale: decimals });
};

/** Less than zero, zero or more than zero, as `left` is less than, equal to or more than `right`. */
export const compare = (left: string, right: string): number => {
  const { left: a, right: b } = aligned(left, right);
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** The ratio of events that may be bad: `0.001` for a target of `99.9` percent. */
export const errorBudget = (target: string): string => times(minus('100', target), '0.01');
