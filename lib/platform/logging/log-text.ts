/** Longest text in a log line, in characters; a stack gets more. */
const maxText = 1_024;
const maxStack = 8_192;

/** Read beyond the cut, so that a secret that lies across it is still seen as one. */
const lookahead = 512;

export const redacted = '[redacted]';

/** JSON Web Tokens, bearer credentials, API keys and e-mail addresses, wherever they stand in a text. */
const secretText = [
  /eyJ[\w-]+(?:\.[\w-]*)+/g,
  /\bbearer(?:\s|%20)+\S+/gi,
  /\b[rs]k_(?:live|test)_\w+/g,
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

const clean = (text: string, limit: number, forbidden: RegExp): string => {
  const visible = secretText
    .reduce(
      (rest, pattern) => rest.replace(pattern, redacted),
      text.slice(0, limit + lookahead).replace(forbidden, '\ufffd'),
    )
    .replace(cardNumber, (number) => (passesLuhn(number.replace(/\D/g, '')) ? redacted : number));
  return text.length > limit ? `${visible.slice(0, limit)}… (${text.length} characters)` : visible;
};

/** A text that is short, stays on its line and holds no credentials, e-mail addresses and card numbers. */
export const sanitizeText = (text: string, limit = maxText): string => clean(text, limit, controlCharacters);

/** The same for the stack of an error, which keeps its line breaks. */
export const sanitizeStack = (stack: string): string => clean(stack, maxStack, keptInStacks);
