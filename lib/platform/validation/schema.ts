import { Refusal, ZodError } from './refusal.ts';
import { type PathSegment, Report } from './report.ts';

/** A test that a value of the right type has to pass. It may report an issue, and never changes the value. */
export interface Check {
  /** Runs for any value with a length, also one of the wrong type. */
  readonly ofLength?: true;
  /** @param error text of the issue; by default zod's. */
  run(value: unknown, report: Report, error: string | undefined): void;
  /** Text of the check's own. */
  readonly error?: string | undefined;
}

/** Treatment of an absent member of an object by its schema: permitted, or replaced by a value. */
type Absence = 'optional' | 'defaulted' | undefined;

/** Validates the type of a value and returns its output. */
export type Parse = (value: unknown, report: Report, error: string | undefined) => unknown;

export interface SchemaFacts {
  readonly parse: Parse;
  readonly checks?: readonly Check[];
  /** Text of the schema for its own issues and for those of checks without a text. */
  readonly error?: string | undefined;
  readonly absentIn?: Absence;
  readonly absentOut?: 'optional' | undefined;
  /** All values that the schema accepts, if it lists them. */
  readonly values?: ReadonlySet<unknown> | undefined;
}

/** A text, or an object with a text and, for `refine`, the path of the issue. */
export type ErrorParameter =
  | string
  | { readonly message: string; readonly path?: readonly PathSegment[] }
  | undefined;

/** @throws {Error} for a parameter of zod that this implementation lacks. */
export const errorOf = (parameter: ErrorParameter): string | undefined => {
  if (parameter === undefined || typeof parameter === 'string') return parameter;
  const { message, path: _, ...others } = parameter;
  if (typeof message !== 'string' || Object.keys(others).length > 0) {
    throw new Error(`validators of bundles lack the parameters ${Object.keys(parameter).join(', ')}`);
  }
  return message;
};

/** Receiver of the issues of a refinement. */
interface RefinementContext {
  readonly addIssue: (issue: {
    readonly code: 'custom';
    readonly path: readonly PathSegment[];
    readonly message: string;
  }) => void;
}

const copyOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return [...value];
  return typeof value === 'object' && value !== null ? { ...value } : value;
};

/** A schema as closures, with the methods of zod's that the service uses. */
export class Schema {
  readonly facts: SchemaFacts;

  constructor(facts: SchemaFacts) {
    this.facts = facts;
  }

  /** Validates a value, adds its issues to the report and returns its output. */
  run(value: unknown, report: Report): unknown {
    const { parse, checks, error } = this.facts;
    const from = report.found.length;
    const output = parse(value, report, error);
    if (checks === undefined) return output;
    let aborted = report.found.length > from || report.stopped ? report.isAborted(from) : false;
    for (const check of checks) {
      if (check.ofLength) {
        if (report.isEnded(from) || !hasLength(output)) continue;
      } else if (aborted) {
        continue;
      }
      const before = report.found.length;
      check.run(output, report, check.error ?? error);
      if (report.found.length > before) aborted ||= report.isAborted(before);
    }
    return output;
  }

  safeParse(value: unknown) {
    const report = new Report();
    const data = this.run(value, report);
    return report.found.length === 0 ? { success: true, data } : new Refusal(report.found);
  }

  parse(value: unknown): unknown {
    const report = new Report();
    const data = this.run(value, report);
    if (report.found.length === 0) return data;
    throw new ZodError(report.found.map(({ issue }) => issue));
  }

  /** The same schema with one more check. */
  with(check: Check): this {
    const { checks = [], ...facts } = this.facts;
    const Same = this.constructor as new (facts: SchemaFacts) => this;
    return new Same({ ...facts, checks: [...checks, check] });
  }

  refine(isValid: (value: never) => unknown, parameter?: ErrorParameter): this {
    const path = typeof parameter === 'object' ? (parameter.path ?? []) : [];
    return this.with({
      error: errorOf(parameter),
      run(value, report, error) {
        if (!isValid(value as never)) report.add({ code: 'custom' }, value, { error, goesOn: true, path });
      },
    });
  }

  superRefine(judge: (value: never, context: RefinementContext) => void): this {
    return this.with({
      run(value, report) {
        const addIssue: RefinementContext['addIssue'] = ({ path, message, ...facts }) =>
          report.add(facts, value, { error: message, goesOn: true, path });
        judge(value as never, { addIssue });
      },
    });
  }

  /** For documents, which are made from zod's schemas. */
  describe(_description: string): this {
    return this;
  }

  /** For documents, which are made from zod's schemas. */
  meta(_metadata: object): this {
    return this;
  }

  optional(): Schema {
    const { absentIn, values } = this.facts;
    const parse: Parse = (value, report) => {
      if (value !== undefined) return this.run(value, report);
      if (absentIn !== 'defaulted') return undefined;
      const from = report.found.length;
      const output = this.run(undefined, report);
      return report.take(from).length === 0 ? output : undefined;
    };
    return new Schema({
      parse,
      absentIn: absentIn === 'defaulted' ? 'defaulted' : 'optional',
      absentOut: 'optional',
      values: values && new Set([...values, undefined]),
    });
  }

  nullable(): Schema {
    const { absentIn, absentOut, values } = this.facts;
    return new Schema({
      parse: (value, report) => (value === null ? null : this.run(value, report)),
      absentIn,
      absentOut,
      values: values && new Set([...values, null]),
    });
  }

  nullish(): Schema {
    return this.nullable().optional();
  }

  default(substitute: unknown): Schema {
    const fresh = () => (typeof substitute === 'function' ? substitute() : copyOf(substitute));
    const parse: Parse = (value, report) => {
      const output = value === undefined ? undefined : this.run(value, report);
      return output === undefined ? fresh() : output;
    };
    return new Schema({ parse, absentIn: 'defaulted', values: this.facts.values });
  }

  catch(substitute: unknown): Schema {
    if (typeof substitute === 'function') throw new Error('validators of bundles lack catch of a function');
    const { absentIn, absentOut, values } = this.facts;
    const parse: Parse = (value, report) => {
      const from = report.found.length;
      const output = this.run(value, report);
      return report.take(from).length === 0 ? output : substitute;
    };
    return new Schema({
      parse,
      absentIn: absentIn === 'defaulted' ? 'defaulted' : 'optional',
      absentOut,
      values,
    });
  }

  pipe(next: Schema): Schema {
    const parse: Parse = (value, report) => {
      const from = report.found.length;
      const output = this.run(value, report);
      // An unknown key says nothing against the value that is handed on.
      report.stopped =
        report.found.length > from &&
        report.found.slice(from).some(({ issue }) => issue.code !== 'unrecognized_keys');
      return report.stopped ? output : next.run(output, report);
    };
    const { absentIn, values } = this.facts;
    return new Schema({ parse, absentIn, absentOut: next.facts.absentOut, values });
  }

  transform(change: (value: never) => unknown): Schema {
    return this.pipe(transformation(change));
  }
}

const hasLength = (value: unknown): boolean =>
  value !== null && value !== undefined && (value as { length?: unknown }).length !== undefined;

/** A schema that accepts everything and returns what a function makes of it. */
export const transformation = (change: (value: never) => unknown): Schema => {
  if (change.length > 1) throw new Error('validators of bundles lack transformations that report issues');
  return new Schema({ parse: (value) => change(value as never), absentIn: 'optional' });
};
