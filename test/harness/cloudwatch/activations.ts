import type { AlarmState } from '../../../tools/diagnosis/alarms/alarm-evaluator.ts';

interface Activation {
  readonly firesAt: number;
  readonly clearsAt?: number;
}

/** Seconds at which all of some alarms began and ended to be in alarm together. */
export const activations = (...alarms: (readonly AlarmState[])[]): Activation[] => {
  const [first = []] = alarms;
  const together = first.map((_, minute) => alarms.every((states) => states[minute] === 'ALARM'));
  const found: Activation[] = [];
  let firesAt: number | undefined;
  for (const [minute, firing] of together.entries()) {
    const now = (minute + 1) * 60;
    if (firing) firesAt ??= now;
    else if (firesAt !== undefined) {
      found.push({ firesAt, clearsAt: now });
      firesAt = undefined;
    }
  }
  return firesAt === undefined ? found : [...found, { firesAt }];
};
