/** Faults as the local run takes them: probabilities by their groups. */
export interface Faults {
  readonly [group: string]: Readonly<Record<string, unknown>> | number | undefined;
}

export interface Switch {
  readonly title: string;
  readonly isOn: (faults: Faults) => boolean;
  /** The settings with the switch turned. */
  readonly turn: (faults: Faults, on: boolean) => Faults;
}

const groupOf = (faults: Faults, group: string): Readonly<Record<string, unknown>> => {
  const found = faults[group];
  return typeof found === 'object' ? found : {};
};

/** A fault that strikes every time. */
const always = (group: string, fault: string, title: string): Switch => ({
  title,
  isOn: (faults) => Number(groupOf(faults, group)[fault] ?? 0) > 0,
  turn: (faults, on) => ({ ...faults, [group]: { ...groupOf(faults, group), [fault]: on ? 1 : 0 } }),
});

/** Ends the environment of a function during each invocation. */
const killEach = (name: string): Switch => {
  const killed = (faults: Faults) => (groupOf(faults, 'functions')['kill'] ?? []) as readonly string[];
  return {
    title: 'Kill each invocation',
    isOn: (faults) => killed(faults).includes(name),
    turn(faults, on) {
      const kill = [...killed(faults).filter((one) => one !== name), ...(on ? [name] : [])];
      return { ...faults, functions: { ...groupOf(faults, 'functions'), kill } };
    },
  };
};

const databaseSwitches = [
  always('database', 'delay', 'Slow: each request takes 500 ms longer'),
  always('database', 'error', 'Down: each request fails with status 500'),
  always('database', 'throttle', 'Throttled: each request is refused'),
];

/** The switches of a part of the system. */
export const switchesOf = (kind: string, name: string): readonly Switch[] => {
  if (kind === 'function') return [killEach(name)];
  if (kind === 'table') return databaseSwitches;
  if (kind === 'external') {
    return [
      always('payments', 'delay', 'Slow: each answer takes 3 s longer'),
      always('payments', 'error', 'Down: each answer is 503'),
      always('payments', 'noAnswer', 'Silent: no request is answered'),
    ];
  }
  if (kind === 'bus') {
    return [
      always('bus', 'throttle', 'Refuse each request'),
      always('bus', 'delay', 'Slow: events come up to 500 ms later'),
      always('bus', 'lost', 'Lose each event'),
      always('bus', 'undelivered', 'Put no event into a queue'),
      always('bus', 'duplicate', 'Deliver each event twice'),
    ];
  }
  return [];
};
