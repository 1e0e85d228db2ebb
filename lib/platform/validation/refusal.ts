import type { Found, Issue } from './report.ts';

/** The issues of a value as an error, in zod's form. */
export class ZodError extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super();
    this.name = 'ZodError';
    this.issues = issues;
    Object.defineProperty(this, 'issues', { enumerable: false });
  }

  override get message(): string {
    return JSON.stringify(this.issues, undefined, 2);
  }
}

/** Refusal of a value. The error is built when it is read: many callers only branch on `success`. */
export class Refusal {
  readonly success = false;
  readonly #found: readonly Found[];
  #error: ZodError | undefined;

  constructor(found: readonly Found[]) {
    this.#found = found;
  }

  get error(): ZodError {
    this.#error ??= new ZodError(this.#found.map(({ issue }) => issue));
    return this.#error;
  }

  // Absent in zod's type and result; callers destructure it.
  get data(): undefined {
    return undefined;
  }
}
