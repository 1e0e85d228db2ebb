import type { AlarmState } from './alarm-evaluator.ts';

/** A composite alarm's properties, with the rule as text and the suppressor as a logical id. */
export interface CompositeTemplate {
  readonly rule: string;
  readonly suppressor?: string;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

/** Whether each alarm is in ALARM, by its logical id. */
type InAlarm = (child: string) => boolean;

type Condition = (inAlarm: InAlarm) => boolean;

/**
 * Rules of `ALARM("…")` with AND, OR and parentheses; AND binds tighter.
 * @throws on anything else.
 */
export const ruleCondition = (rule: string): Condition => {
  const tokens = rule.match(/ALARM\("[^"]+"\)|AND|OR|[()]|\S+/g) ?? [];
  let next = 0;
  const chain = (
    word: string,
    operand: () => Condition,
    join: (all: Condition[]) => Condition,
  ): Condition => {
    const operands = [operand()];
    while (tokens[next] === word) {
      next += 1;
      operands.push(operand());
    }
    return join(operands);
  };
  const either = (): Condition =>
    chain('OR', both, (all) => (inAlarm) => all.some((condition) => condition(inAlarm)));
  const both = (): Condition =>
    chain('AND', operand, (all) => (inAlarm) => all.every((condition) => condition(inAlarm)));
  const operand = (): Condition => {
    const token = tokens[next] ?? 'the end';
    next += 1;
    if (token === '(') {
      const inner = either();
      if (tokens[next] !== ')') throw new Error(`expected ), found ${tokens[next]}`);
      next += 1;
      return inner;
    }
    const [, child] = /^ALARM\("([^"]+)\.Arn"\)$/.exec(token) ?? [];
    if (child === undefined) throw new Error(`cannot read ${token}`);
    return (inAlarm) => inAlarm(child);
  };
  const condition = either();
  if (next < tokens.length) throw new Error(`cannot read ${tokens[next]}`);
  return condition;
};

/**
 * When a composite sends that it is in alarm, in seconds. It waits for its suppressor to come, stays silent while
 * that is in alarm and for the extension after, and then sends if it is in alarm still.
 */
export const sentAt = (
  states: readonly AlarmState[],
  suppressor: readonly AlarmState[] | undefined,
  { waitSeconds, extensionSeconds }: Pick<CompositeTemplate, 'waitSeconds' | 'extensionSeconds'>,
): number[] => {
  const sent: number[] = [];
  let due: number | undefined;
  let silentUntil = 0;
  for (const [index, state] of states.entries()) {
    const now = (index + 1) * 60;
    const began = state === 'ALARM' && states[index - 1] !== 'ALARM';
    if (state !== 'ALARM') due = undefined;
    if (began) due = now + (suppressor ? waitSeconds : 0);
    if (suppressor?.[index] === 'ALARM') silentUntil = now + 60 + extensionSeconds;
    if (due !== undefined) due = Math.max(due, silentUntil);
    if (due !== undefined && due < now + 60) {
      sent.push(due);
      due = undefined;
    }
  }
  return sent;
};
