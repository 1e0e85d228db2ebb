import { createHash } from 'node:crypto';

/** Longest text in a log line, in characters; a stack gets more. */
const maxText = 1_024;
const maxStack = 8_192;

/** Read beyond the cut, so that a secret that lies across it is still seen as one; what is read there is never shown. */
const lookahead = 512;

const redacted = '[redacted]';

/** JSON Web Tokens (at the end of what is read also without their dots), bearer credentials, API keys, secrets of webhooks and payments, and e-mail addresses, anywhere in a text. */
const secretText = [
  /eyJ[\w-]+(?:(?:\.[\w-]*)+|$)/g,
  /\bbearer(?:\s|%20)+\S+/gi,
  /\b[rs]k_(?:live|test)_\w+/g,
  /\bwhsec_\w+/g,
  /\bpi_\w+_secret_\w+/g,
  /[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}\.[\w.-]+/g,
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

/** Everything that a terminal or a log viewer may obey: C0, DEL, C1, line separators, direction controls. */
const controlCharacters = /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/gu;
const keptInStacks = /(?!\n)[\p{Cc}\u2028\u2029\p{Bidi_Control}]/gu;

/** A text without any of these has nothing that is replaced: most texts are compared with one pattern instead of all. */
const suspicious = /[^\x20-\x7e]|eyJ|bearer|[rs]k_(?:live|test)_|whsec_|_secret_|@|%40|\d(?:[ -]?\d){12}/i;

/** Where the secrets of a text begin and end, in order; they can overlap. */
const secretsIn = (text: string): readonly (readonly [begin: number, end: number])[] => {
  const cards = [...text.matchAll(cardNumber)].filter(([number]) => passesLuhn(number.replace(/\D/g, '')));
  return [...secretText.flatMap((pattern) => [...text.matchAll(pattern)]), ...cards]
    .map(({ 0: secret, index }) => [index, index + secret.length] as const)
    .sort(([one], [other]) => one - other);
};

const clean = (text: string, limit: number, forbidden: RegExp): string => {
  if (text.length <= limit && !suspicious.test(text)) return text;
  const read = text.slice(0, limit + lookahead).replace(forbidden, '\ufffd');
  let [visible, done] = ['', 0];
  for (const [begin, end] of secretsIn(read)) {
    if (begin >= limit) break;
    if (begin >= done) visible += `${read.slice(done, begin)}${redacted}`;
    done = Math.max(done, end);
  }
  visible += read.slice(done, limit);
  return text.length > limit ? `${visible.slice(0, limit)}… (${text.length} characters)` : visible;
};

/** A text that is short, stays on its line and holds no credentials, e-mail addresses and card numbers. */
const sanitizeText = (text: string, limit = maxText): string => clean(text, limit, controlCharacters);

/** The same for the stack of an error, which keeps its line breaks. */
const sanitizeStack = (stack: string): string => clean(stack, maxStack, keptInStacks);

/** Keys that identify a customer. Operators search for their values. */
const identifierKeys: ReadonlySet<string> = new Set(['userId', 'customerId']);

/** The id, or its hash when it has the form of something that is not logged, such as an e-mail address. */
export const loggedIdentifier = (id: string): string =>
  sanitizeText(id) === id ? id : `sha256:${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;

const maxDepth = 6;
const maxEntries = 30;
const maxKey = 64;
/** Bounds the whole: depth and entries alone would let a graph that refers to itself grow to their power. */
const maxValues = 150;

const secretKey =
  /authorization|cookie|password|secret|token|api-?key|idempotency-?key|e-?mail|address|phone|card/i;

interface Position {
  readonly depth: number;
  /** Values that may still be written, shared by all positions. */
  readonly budget: { left: number };
}

/** How a key and its value are logged. */
interface KeyTraits {
  readonly name: string;
  readonly isSecret: boolean;
  readonly isIdentifier: boolean;
}

/** Traits of the first keys: the service's own are few. */
const traitsByKey = new Map<string, KeyTraits>();
const maxKnownKeys = 200;

const traitsOf = (key: string): KeyTraits => {
  const known = traitsByKey.get(key);
  if (known) return known;
  const name = sanitizeText(key, maxKey);
  const traits = { name, isSecret: secretKey.test(key), isIdentifier: identifierKeys.has(key) };
  if (key.length <= maxKey && traitsByKey.size < maxKnownKeys) traitsByKey.set(key, traits);
  return traits;
};

const deeper = ({ depth, budget }: Position): Position => ({ depth: depth + 1, budget });

const sanitizeError = (error: Error, position: Position) => ({
  name: sanitizeAt(() => error.name, position),
  message: sanitizeAt(() => error.message, position),
  code: sanitizeAt(() => (error as { code?: unknown }).code, position),
  stack: sanitizeAt(() => error.stack, position, sanitizeStack),
  cause: sanitizeAt(() => error.cause, deeper(position)),
  ...(error instanceof AggregateError && { errors: sanitizeAt(() => error.errors, deeper(position)) }),
});

const sanitizeObject = (value: object, position: Position): unknown => {
  if (position.depth > maxDepth) return '[too deep]';
  if (value instanceof Error) return sanitizeError(value, position);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const next = deeper(position);
  if (Array.isArray(value)) return value.slice(0, maxEntries).map((entry) => sanitizeAt(() => entry, next));
  const safe: Record<string, unknown> = {};
  for (const key of Object.keys(value).slice(0, maxEntries)) {
    const { name, isSecret, isIdentifier } = traitsOf(key);
    const member = isSecret
      ? redacted
      : sanitizeAt(
          () => (value as Record<string, unknown>)[key],
          next,
          isIdentifier ? loggedIdentifier : undefined,
        );
    // An assignment would set the prototype.
    if (name === '__proto__') Object.defineProperty(safe, name, { value: member, enumerable: true });
    else safe[name] = member;
  }
  return safe;
};

/** Reading is a part of it: getters and proxies of what was thrown can throw themselves. */
const sanitizeAt = (
  read: () => unknown,
  position: Position,
  cleanText = (text: string) => sanitizeText(text),
) => {
  try {
    const value = read();
    if (value === undefined || value === null) return value;
    if (position.budget.left-- <= 0) return '[too much]';
    if (typeof value === 'string') return cleanText(value);
    if (typeof value === 'bigint') return value.toString();
    return typeof value === 'object' ? sanitizeObject(value, position) : value;
  } catch {
    return '[unreadable]';
  }
};

/**
 * A copy of `value` that is safe to log: bounded in length, depth and size, without control characters that
 * could forge or hide lines, without credentials, e-mail addresses and card numbers. An id of a customer that looks like
 * one of these becomes a hash, always the same, so that operators find it. Errors become plain objects. Never throws, for any value.
 */
export const sanitize = (value: unknown): unknown =>
  sanitizeAt(() => value, { depth: 0, budget: { left: maxValues } });
