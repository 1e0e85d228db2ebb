/** Longest text in a log line, in characters; a stack gets more. */
const maxText = 1_024;
const maxStack = 8_192;
const maxDepth = 6;
const maxEntries = 30;

const redacted = '[redacted]';

const secretKey =
  /authorization|cookie|password|secret|token|api-?key|idempotency-?key|e-?mail|address|phone|card/i;

/** JSON Web Tokens, bearer credentials, API keys and e-mail addresses, wherever they stand in a text. */
const secretText = [
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /\bbearer\s+\S+/gi,
  /\b[rs]k_(?:live|test)_\w+/g,
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
];

const cardNumber = /\b\d(?:[ -]?\d){12,18}\b/g;

/** Check digit of payment card numbers, ISO/IEC 7812-1 annex B. */
const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};

/** Everything that a terminal or a log viewer may obey: C0, DEL, C1, line separators, direction marks. */
const controlCharacters = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const keptInStacks = /(?!\n)[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const sanitizeText = (text: string, limit = maxText, forbidden = controlCharacters): string => {
  const cut = text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
  const clean = secretText.reduce(
    (rest, pattern) => rest.replace(pattern, redacted),
    cut.replace(forbidden, '\ufffd'),
  );
  return clean.replace(cardNumber, (number) => (passesLuhn(number.replace(/\D/g, '')) ? redacted : number));
};

const sanitizeError = (error: Error, depth: number) => ({
  name: sanitizeText(error.name),
  message: sanitizeText(error.message),
  ...(error.stack !== undefined && { stack: sanitizeText(error.stack, maxStack, keptInStacks) }),
  ...(error.cause !== undefined && { cause: sanitizeAt(error.cause, depth + 1) }),
});

const sanitizeAt = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return sanitizeText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return '[too deep]';
  if (value instanceof Error) return sanitizeError(value, depth);
  if (Array.isArray(value)) return value.slice(0, maxEntries).map((entry) => sanitizeAt(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxEntries)
      .map(([key, entry]) => [
        sanitizeText(key, 64),
        secretKey.test(key) ? redacted : sanitizeAt(entry, depth + 1),
      ]),
  );
};

/**
 * A copy of `value` that is safe to log: bounded in length and depth, without control characters that could
 * forge or hide lines, without credentials, e-mail addresses and card numbers. Errors become plain objects.
 */
export const sanitize = (value: unknown): unknown => sanitizeAt(value, 0);
