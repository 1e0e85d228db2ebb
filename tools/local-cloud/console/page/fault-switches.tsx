import { useEffect, useState } from 'preact/hooks';
import { Failure } from './format.tsx';
import { getJson } from './get-json.ts';
import { useJson } from './loaded.ts';

/** Faults as the local run takes them: probabilities by their groups. */
interface Faults {
  readonly [group: string]: Readonly<Record<string, unknown>> | number | undefined;
}

interface Switch {
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
  const only = (faults: Faults) => (groupOf(faults, 'functions')['only'] ?? []) as readonly string[];
  return {
    title: 'Kill each invocation',
    isOn: (faults) => only(faults).includes(name) && Number(groupOf(faults, 'functions')['crash'] ?? 0) > 0,
    turn(faults, on) {
      const { functions: _, ...others } = faults;
      const names = [...only(faults).filter((one) => one !== name), ...(on ? [name] : [])];
      return names.length === 0 ? others : { ...others, functions: { crash: 1, only: names } };
    },
  };
};

const databaseSwitches = [
  always('database', 'delay', 'Slow: each request takes 500 ms longer'),
  always('database', 'error', 'Down: each request fails with status 500'),
  always('database', 'throttle', 'Throttled: each request is refused'),
];

const switchesOf = (kind: string, name: string): readonly Switch[] => {
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

/** Switches of the faults that a part can have. */
export const FaultSwitches = ({
  kind,
  name,
  onChange,
}: {
  kind: string;
  name: string;
  onChange: () => void;
}) => {
  const { data, error } = useJson<Faults>('/local/faults', ['faults']);
  /** The settings from the turn of a switch until they are loaded. */
  const [turned, setTurned] = useState<Faults>();
  useEffect(() => setTurned(undefined), [data]);
  const [problem, setProblem] = useState<string>();
  const switches = switchesOf(kind, name);
  if (switches.length === 0) return null;
  if (error !== undefined) return <Failure message={error} />;
  const faults = turned ?? data;
  const put = async (next: Faults) => {
    setTurned(next);
    setProblem(undefined);
    try {
      const body = JSON.stringify(next);
      setTurned(await getJson<Faults>('/local/faults', { method: 'PUT', body }));
    } catch (failed) {
      setTurned(undefined);
      setProblem(failed instanceof Error ? failed.message : String(failed));
    }
    onChange();
  };
  return (
    <fieldset class="switches">
      <legend>{kind === 'table' ? 'Faults of the database, all tables' : 'Faults'}</legend>
      {switches.map((one) => (
        <label key={one.title} class="check">
          <input
            type="checkbox"
            checked={faults !== undefined && one.isOn(faults)}
            disabled={faults === undefined}
            onChange={({ currentTarget }) => faults && put(one.turn(faults, currentTarget.checked))}
          />
          {one.title}
        </label>
      ))}
      {problem !== undefined && <Failure message={problem} />}
    </fieldset>
  );
};
