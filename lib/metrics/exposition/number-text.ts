/** A number as both formats write it: `1.0`, `0.005`, `+Inf`, `NaN`. The same text wherever it names a series. */
export const floatText = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};

/** An exact quotient of whole numbers, without the noise of a division. @param parts a power of ten. */
export const decimalText = (count: bigint, parts: number): string => {
  const digits = String(parts).length - 1;
  const padded = String(count).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  const fraction = padded.slice(padded.length - digits).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
};
