import { useEffect, useState } from 'preact/hooks';
import { type Faults, switchesOf } from './fault-switch.ts';
import { Failure } from './format.tsx';
import { getJson } from './get-json.ts';
import { useJson } from './loaded.ts';

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
