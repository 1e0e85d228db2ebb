export type PathSegment = string | number;

/** Facts of an issue by the names that zod gives them, in zod's order. */
export interface IssueFacts {
  readonly code?: string;
  readonly [fact: string]: unknown;
}

/** An issue in zod's form. */
export interface Issue extends IssueFacts {
  readonly path: PathSegment[];
  readonly message: string;
}

/** An issue of a value that is still being validated. */
export interface Found {
  readonly issue: Issue;
  /**
   * Whether later checks of the value still run: `false` stops all of them, `undefined` those that need a value of the
   * right type.
   */
  readonly goesOn: boolean | undefined;
}

const typeOf = (value: unknown): string => {
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : String(value);
  if (typeof value !== 'object') return typeof value;
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Object.getPrototypeOf(value) === Object.prototype || !('constructor' in value)) return 'object';
  return value.constructor ? value.constructor.name : 'object';
};

const quoted = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : String(value));

const units: Readonly<Record<string, string>> = { string: 'characters', array: 'items' };

const sizeText = (origin: string, bound: string): string =>
  units[origin] === undefined ? `be ${bound}` : `have ${bound} ${units[origin]}`;

const formatNames: Readonly<Record<string, string>> = { url: 'URL', datetime: 'ISO datetime' };

/** The English text of an issue that its schema gives no text for, as zod words it. */
const describeIssue = (facts: IssueFacts, input: unknown): string => {
  const { code, expected, values, origin, format, pattern, keys, options } = facts;
  switch (code) {
    case 'invalid_type':
      return `Invalid input: expected ${expected}, received ${typeOf(input)}`;
    case 'invalid_value': {
      const texts = (values as readonly unknown[]).map(quoted);
      return texts.length === 1
        ? `Invalid input: expected ${texts[0]}`
        : `Invalid option: expected one of ${texts.join('|')}`;
    }
    case 'too_big':
      return `Too big: expected ${origin} to ${sizeText(String(origin), `<=${facts['maximum']}`)}`;
    case 'too_small':
      return `Too small: expected ${origin} to ${sizeText(String(origin), `>=${facts['minimum']}`)}`;
    case 'invalid_format':
      return format === 'regex'
        ? `Invalid string: must match pattern ${pattern}`
        : `Invalid ${formatNames[String(format)]}`;
    case 'unrecognized_keys': {
      const names = (keys as readonly string[]).map(quoted);
      return `Unrecognized key${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
    }
    case 'invalid_key':
      return `Invalid key in ${origin}`;
    case 'invalid_union': {
      const names = (options as readonly unknown[] | undefined)?.map((option) => `'${option}'`) ?? [];
      return names.length > 0
        ? `Invalid discriminator value. Expected ${names.join(' | ')}`
        : 'Invalid input';
    }
    default:
      return 'Invalid input';
  }
};

const nothing: readonly Found[] = [];

/** Everything that is wrong with a value, gathered while its schemas run. */
export class Report {
  readonly found: Found[] = [];
  /** Set by a schema that stopped early, for the checks of the schema around it. */
  stopped = false;

  add(
    facts: IssueFacts,
    input: unknown,
    {
      error,
      goesOn,
      path = [],
    }: {
      readonly error?: string | undefined;
      readonly goesOn?: boolean | undefined;
      readonly path?: readonly PathSegment[];
    } = {},
  ): void {
    const message = error ?? describeIssue(facts, input);
    this.found.push({ issue: { ...facts, path: [...path], message }, goesOn });
  }

  /** Whether checks that need a value of the right type cannot run any more. */
  isAborted(from: number): boolean {
    return this.stopped || this.found.slice(from).some(({ goesOn }) => goesOn !== true);
  }

  /** Whether no check can run any more. */
  isEnded(from: number): boolean {
    return this.stopped || this.found.slice(from).some(({ goesOn }) => goesOn === false);
  }

  /** Puts the key of a member in front of the paths of its issues, and forgets how its schema ended. */
  endMember(from: number, key: PathSegment): void {
    if (this.found.length === from) return;
    this.stopped = false;
    for (const { issue } of this.found.slice(from)) issue.path.unshift(key);
  }

  /** Takes the issues from an index on out of the report. */
  take(from: number): readonly Found[] {
    if (this.found.length === from) return nothing;
    this.stopped = false;
    return this.found.splice(from);
  }
}
