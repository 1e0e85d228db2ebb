/** A constant, or a series at one moment, where it may have no data. */
type Value =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'series'; readonly value: number | undefined };

type Expression = (values: ReadonlyMap<string, number | undefined>) => Value;

const constant = (value: number): Value => ({ kind: 'constant', value });
const series = (value: number | undefined): Value => ({ kind: 'series', value });

const operators: Readonly<Record<string, (left: number, right: number) => number | undefined>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  // A division by zero leaves no datapoint.
  '/': (left, right) => (right === 0 ? undefined : left / right),
  '>=': (left, right) => Number(left >= right),
  '>': (left, right) => Number(left > right),
  '<=': (left, right) => Number(left <= right),
  '<': (left, right) => Number(left < right),
};

const precedence: readonly (readonly string[])[] = [
  ['>=', '>', '<=', '<'],
  ['+', '-'],
  ['*', '/'],
];

/** Where one series has data and the other has none, that one counts as 0; where neither has, there is no result. */
const combine = (operator: string, left: Value, right: Value): Value => {
  const apply = operators[operator];
  if (apply === undefined) throw new Error(`unknown operator ${operator}`);
  if (left.kind === 'constant' && right.kind === 'constant') {
    return constant(apply(left.value, right.value) ?? Number.NaN);
  }
  const ofSeries = [left, right].filter(({ kind }) => kind === 'series');
  if (ofSeries.every(({ value }) => value === undefined)) return series(undefined);
  return series(apply(left.value ?? 0, right.value ?? 0));
};

const choose = (condition: Value, then: Value, otherwise: Value): Value => {
  if (condition.value === undefined) return series(undefined);
  return series((condition.value === 0 ? otherwise : then).value);
};

class Parser {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#tokens = text.match(/>=|<=|[-+*/<>(),]|[A-Za-z_]\w*|\d+(?:\.\d+)?|\S/g) ?? [];
  }

  whole(): Expression {
    const expression = this.#operation(0);
    if (this.#next < this.#tokens.length) throw new Error(`cannot read ${this.#tokens[this.#next]}`);
    return expression;
  }

  #take(expected?: string): string {
    const token = this.#tokens[this.#next];
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(`expected ${expected ?? 'an operand'}, found ${token ?? 'the end'}`);
    }
    this.#next += 1;
    return token;
  }

  #operation(level: number): Expression {
    const symbols = precedence[level];
    if (symbols === undefined) return this.#operand();
    let left = this.#operation(level + 1);
    while (symbols.includes(this.#tokens[this.#next] ?? '')) {
      const operator = this.#take();
      const [first, second] = [left, this.#operation(level + 1)];
      left = (values) => combine(operator, first(values), second(values));
    }
    return left;
  }

  #operand(): Expression {
    const token = this.#take();
    if (token === '(') {
      const inner = this.#operation(0);
      this.#take(')');
      return inner;
    }
    if (/^\d/.test(token)) return () => constant(Number(token));
    if (!/^\w+$/.test(token)) throw new Error(`cannot read ${token}`);
    if (this.#tokens[this.#next] !== '(') return (values) => series(values.get(token));
    if (token === 'FILL') return this.#filled();
    if (token !== 'IF') throw new Error(`unknown function ${token}`);
    return this.#condition();
  }

  #filled(): Expression {
    this.#take('(');
    const sparse = this.#operation(0);
    this.#take(',');
    const filler = this.#operation(0);
    this.#take(')');
    return (values) => series(sparse(values).value ?? filler(values).value);
  }

  #condition(): Expression {
    this.#take('(');
    const condition = this.#operation(0);
    this.#take(',');
    const then = this.#operation(0);
    this.#take(',');
    const otherwise = this.#operation(0);
    this.#take(')');
    return (values) => choose(condition(values), then(values), otherwise(values));
  }
}

/**
 * The part of CloudWatch's metric math that alarms here use, at one moment. A metric without data is undefined.
 * @throws on anything else than `+ - * / > >= < <=`, numbers, metrics, parentheses, IF and FILL.
 */
export const metricMath = (
  text: string,
): ((values: ReadonlyMap<string, number | undefined>) => number | undefined) => {
  const expression = new Parser(text).whole();
  return (values) => expression(values).value;
};
