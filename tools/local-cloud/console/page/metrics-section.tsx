import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { actorNamed, tokenFor } from './act.tsx';
import { Empty, Failure } from './format.tsx';
import { useJson } from './loaded.ts';
import { Sparkline } from './sparkline.tsx';
import { description } from './state.tsx';

interface Series {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly minutes: readonly { readonly minute: number; readonly sum: number; readonly count: number }[];
}

const filter = signal('');

/** Figures by the minute need no second, and an open page should cost little. In milliseconds. */
export const minuteFiguresRestMs = 10_000;

const shownSeries = 60;

const labelOf = ({ name, dimensions }: Series): string =>
  [
    name,
    ...Object.entries(dimensions).flatMap(([key, value]) => (key === 'service' ? [] : [`${key}=${value}`])),
  ].join(' ');

/** Durations by their mean, everything else by its sum. */
const valuesOf = ({ name, minutes }: Series) => {
  const isMean = /seconds|Duration|Latency|ratio|Visible|timestamp|pending/.test(name);
  return minutes.map(({ minute, sum, count }) => ({ minute, value: isMean ? sum / count : sum }));
};

const numberText = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 4 });

/** The text that Prometheus gets, with a token made for it. */
const RawMetrics = () => {
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const route = description.value?.routes.find(({ path }) => path === '/metrics');
  if (!route) return null;
  const load = async () => {
    const actor = description.value?.actors.find(({ scope }) => scope === route.scope);
    try {
      const token = await tokenFor(actor?.name ?? '', actorNamed(actor?.name ?? '')?.scope ?? '');
      const answer = await fetch(route.path, {
        headers: { authorization: `Bearer ${token}`, accept: 'text/plain' },
      });
      setText(await answer.text());
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <details class="notes" onToggle={({ currentTarget }) => currentTarget.open && load()}>
      <summary>
        Raw <code>{route.path}</code>
      </summary>
      {problem !== undefined && <Failure message={problem} />}
      {text !== undefined && (
        <textarea class="raw" readOnly rows={16} spellcheck={false} value={text} aria-label="Raw metrics" />
      )}
    </details>
  );
};

/** Every metric of the last hour, as a line. */
export const Metrics = () => {
  const { data, error } = useJson<{ readonly items: readonly Series[] }>(
    '/local/measurements?minutes=60',
    ['requests', 'invocations'],
    { restMs: minuteFiguresRestMs },
  );
  const wanted = filter.value.toLowerCase();
  const all = (data?.items ?? []).filter(({ namespace }) => wanted !== '' || !namespace.startsWith('AWS/'));
  const found = all.filter((series) =>
    `${series.namespace} ${labelOf(series)}`.toLowerCase().includes(wanted),
  );
  return (
    <section class="metrics" aria-labelledby="metrics">
      <header>
        <h2 id="metrics">Metrics of the last hour</h2>
        <input
          id="filter"
          type="search"
          placeholder="Filter: name, dimension, AWS/Lambda …"
          aria-label="Filter metrics"
          value={filter.value}
          onInput={({ currentTarget }) => {
            filter.value = currentTarget.value;
          }}
        />
      </header>
      {error !== undefined && <Failure message={error} />}
      {data && found.length === 0 && (
        <Empty title={wanted === '' ? 'No metrics yet' : `No metric matches “${filter.value}”`} />
      )}
      <ul class="metric-list">
        {found.slice(0, shownSeries).map((series) => {
          const label = labelOf(series);
          const values = valuesOf(series);
          return (
            <li key={`${series.namespace} ${label}`}>
              <span class="metric-name" title={`${series.namespace} ${label}`}>
                {label}
              </span>
              <Sparkline label={`${label} in the last hour`} lines={[{ tone: 'accent', values }]} />
              <span class="number">{numberText(values.at(-1)?.value ?? 0)}</span>
            </li>
          );
        })}
      </ul>
      {found.length > shownSeries && (
        <p class="hint">
          {found.length - shownSeries} more; the filter finds them. <code>/local/measurements</code> has all.
        </p>
      )}
      <RawMetrics />
    </section>
  );
};
