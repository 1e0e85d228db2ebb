import { useState } from 'preact/hooks';
import type { FaultSettings } from '../../faults/fault-settings.ts';
import { activeFaults } from '../active-faults.ts';
import { Badge, Code, Empty, Failure, PageHead } from './format.tsx';
import { useJson } from './loaded.ts';
import { description } from './state.tsx';
import { post, Work } from './work.tsx';

interface ShownFunction {
  readonly name: string;
  readonly invocations: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly throttles: number;
  readonly coldStarts: number;
  readonly environments: readonly { readonly id: string; readonly state: string }[];
}

interface ShownQueue {
  readonly name: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly deadLetters: readonly { readonly messageId: string; readonly body: string }[];
}

interface ShownSchedule {
  readonly name: string;
  readonly everySeconds: number;
  readonly runs: number;
  readonly lastRun?: { readonly endedAt: string; readonly status: string };
}

interface List<T> {
  readonly items: readonly T[];
}

const Queues = () => {
  const { data, reload } = useJson<List<ShownQueue>>('/local/queues', ['invocations', 'events']);
  const rules = description.value?.rules ?? [];
  return (
    <section>
      <h2>Queues</h2>
      {data?.items.map(({ name, visible, inFlight, delayed, deadLetters }) => (
        <div key={name} class="card tall">
          <p>
            <b>{name}</b>{' '}
            <span class="quiet">
              by rule{' '}
              {rules
                .filter(({ queue }) => queue === name)
                .map((rule) => rule.name)
                .join(', ')}
            </span>
          </p>
          <p class="hint">
            {visible} waiting, {inFlight} in flight, {delayed} delayed
          </p>
          {deadLetters.length > 0 && (
            <>
              <p class="buttons">
                <Badge tone="bad">{deadLetters.length} dead</Badge>
                <Work title="Redrive" work={() => post(`/local/queues/${name}/redrive`).then(reload)} />
              </p>
              <details>
                <summary>newest dead letter</summary>
                <Code value={deadLetters.at(-1)?.body ?? ''} label="Dead letter" />
              </details>
            </>
          )}
        </div>
      ))}
    </section>
  );
};

const Faults = () => {
  const { data, reload } = useJson<FaultSettings>('/local/faults', ['faults']);
  const [text, setText] = useState('{"bus":{"lost":0.5}}');
  const [error, setError] = useState<string>();
  const switchOn = async () => {
    const answer = await fetch('/local/faults', { method: 'PUT', body: text });
    setError(answer.ok ? undefined : (await answer.json()).message);
    reload();
  };
  const isOn = data !== undefined && activeFaults(data).length > 0;
  return (
    <section>
      <h2>Faults {isOn && <Badge tone="bad">on</Badge>}</h2>
      <div class="card tall">
        {isOn && <Code value={data} label="Faults in effect" />}
        <label class="wide">
          Faults as JSON, each with a probability
          <textarea
            rows={2}
            spellcheck={false}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <p class="buttons">
          <Work title="Switch on" isDangerous work={switchOn} />
        </p>
        {error !== undefined && <Failure message={error} />}
      </div>
    </section>
  );
};

/** Functions, queues and faults. */
export const SystemPage = () => {
  const { data, error } = useJson<List<ShownFunction>>('/local/functions', ['invocations']);
  const origins = new Map(description.value?.functions.map(({ name, origin }) => [name, origin]));
  if (error !== undefined) return <Failure message={error} />;
  if (!data) return <Empty title="Loading" />;
  return (
    <div class="page">
      <PageHead title="System" hint={`${data.items.length} functions`} />
      <div class="columns">
        <Queues />
        <Faults />
      </div>
      <table class="panel">
        <thead>
          <tr>
            <th scope="col">Function</th>
            <th scope="col">Invoked by</th>
            <th scope="col">Environments</th>
            <th scope="col" class="number">
              Invocations
            </th>
            <th scope="col" class="number">
              Errors
            </th>
            <th scope="col" class="number">
              Cold starts
            </th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ name, invocations, errors, timeouts, throttles, coldStarts, environments }) => (
            <tr key={name} class="row">
              <td>{name}</td>
              <td class="quiet">{origins.get(name)}</td>
              <td>
                <span class="dots" title={environments.map(({ state }) => state).join(', ')}>
                  {environments.map(({ id, state }) => (
                    <span key={id} class={`dot ${state}`} />
                  ))}
                </span>
              </td>
              <td class="number">{invocations}</td>
              <td class={errors + timeouts + throttles > 0 ? 'number cause' : 'number'}>
                {errors + timeouts + throttles}
              </td>
              <td class="number">{coldStarts}</td>
              <td>
                {environments.length > 0 && (
                  <Work title="Kill" isDangerous work={() => post(`/local/functions/${name}/kill`)} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** Scheduled jobs. */
export const JobsPage = () => {
  const { data, error, reload } = useJson<List<ShownSchedule>>('/local/schedules', ['invocations']);
  if (error !== undefined) return <Failure message={error} />;
  return (
    <div class="page">
      <PageHead title="Scheduled jobs" />
      <table class="panel">
        <thead>
          <tr>
            <th scope="col">Job</th>
            <th scope="col" class="number">
              Every
            </th>
            <th scope="col" class="number">
              Runs
            </th>
            <th scope="col">Last run</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {data?.items.map(({ name, everySeconds, runs, lastRun }) => (
            <tr key={name} class="row">
              <td>{name}</td>
              <td class="number">{everySeconds} s</td>
              <td class="number">{runs}</td>
              <td>
                {lastRun ? (
                  <>
                    <Badge tone={lastRun.status === 'succeeded' ? 'good' : 'bad'}>{lastRun.status}</Badge>{' '}
                    <span class="time">{lastRun.endedAt.slice(11, 19)}</span>
                  </>
                ) : (
                  <span class="quiet">not yet</span>
                )}
              </td>
              <td>
                <Work title="Run now" work={() => post(`/local/schedules/${name}`).then(reload)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
