/** The kinds of promises that stored data can break. */
export type CheckId =
  | 'order'
  | 'events'
  | 'request'
  | 'money'
  | 'stock'
  | 'read-model'
  | 'overdue'
  | 'unreadable';

/** A promise that stored data break. */
export interface Violation {
  readonly check: CheckId;
  /** An order id, an SKU, or `customer <id>`. */
  readonly subject: string;
  readonly problem: string;
}

/** Problems of one kind with one thing. */
export const violationsOf = (
  check: CheckId,
  subject: string,
  problems: readonly string[],
): readonly Violation[] => problems.map((problem) => ({ check, subject, problem }));

/** A violation in one line. */
export const violationText = ({ check, subject, problem }: Violation): string =>
  `${subject}  ${check}: ${problem}`;
