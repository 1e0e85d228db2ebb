import { Badge, Empty, Failure, PageHead } from './format.tsx';
import { useJson } from './loaded.ts';
import { Metrics, minuteFiguresRestMs } from './metrics-section.tsx';
import { Sparkline } from './sparkline.tsx';

interface BurnReading {
  readonly window: string;
  readonly burnRate: number;
}

interface Objective {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly target: string;
  readonly windowDays: number;
  readonly runbook: string;
  readonly good: number;
  readonly bad: number;
  readonly budgetEvents: number;
  readonly budgetRemaining: number;
  readonly state: string;
  readonly secondsToExhaustion: number | null;
  readonly firing: readonly string[];
  readonly alerts: readonly {
    readonly name: string;
    readonly severity: string;
    readonly threshold: number;
    readonly burnRates: readonly BurnReading[];
    readonly badEvents: number;
    readonly minBadEvents: number;
    readonly isOver: boolean;
  }[];
  readonly minutes: readonly { readonly minute: number; readonly good: number; readonly bad: number }[];
}

interface Report {
  readonly alertsFrom: string;
  readonly slos: readonly Objective[];
  readonly notes: readonly string[];
}

const percent = (part: number): string => `${(part * 100).toFixed(Math.abs(part) < 0.01 ? 2 : 1)} %`;
const times = (rate: number): string => `${Number(rate.toFixed(2))} ×`;

const days = (seconds: number): string => {
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
};

/** Tones of the states of a budget. */
const tones: Readonly<Record<string, string>> = { ok: 'good', exhausted: 'bad', 'too few events': 'warn' };

const Budget = ({ objective }: { objective: Objective }) => {
  const { budgetRemaining, bad, budgetEvents, secondsToExhaustion } = objective;
  const left = Math.min(1, Math.max(0, budgetRemaining));
  return (
    <>
      <svg class="budget" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="used" width="100" height="4" />
        <rect class={left > 0.25 ? 'good' : 'bad'} width={left * 100} height="4" />
      </svg>
      <p>
        <b>{percent(budgetRemaining)}</b> of the budget left: {bad} bad of{' '}
        {Math.floor(budgetEvents).toLocaleString('en')} allowed in {objective.windowDays} days
        {secondsToExhaustion !== null && `; it lasts ${days(secondsToExhaustion)} at this rate`}
      </p>
    </>
  );
};

const Alerts = ({ objective }: { objective: Objective }) => (
  <table class="panel">
    <thead>
      <tr>
        <th scope="col">Alert</th>
        <th scope="col">Burn rate by window</th>
        <th scope="col" class="number">
          Threshold
        </th>
        <th scope="col" class="number">
          Bad events
        </th>
        <th scope="col">State</th>
      </tr>
    </thead>
    <tbody>
      {objective.alerts.map(
        ({ name, severity, threshold, burnRates, badEvents, minBadEvents, isOver }, index) => (
          <tr key={index} class="row">
            <td>{name.replace(`${objective.id}-`, '')}</td>
            <td>
              {burnRates.map(({ window, burnRate }) => (
                <span key={window} class={burnRate > threshold ? 'burn cause' : 'burn'}>
                  {window}: {times(burnRate)}
                </span>
              ))}
            </td>
            <td class="number">{times(threshold)}</td>
            <td class="number">
              {badEvents} (≥ {minBadEvents})
            </td>
            <td>
              <Badge tone={isOver ? (severity === 'page' ? 'bad' : 'warn') : 'quiet'}>
                {isOver ? 'over' : 'under'}
              </Badge>
            </td>
          </tr>
        ),
      )}
    </tbody>
  </table>
);

const Card = ({ objective }: { objective: Objective }) => {
  const { id, title, target, description, state, firing, minutes, runbook } = objective;
  const valuesOf = (outcome: 'good' | 'bad') =>
    minutes.map(({ minute, ...counts }) => ({ minute, value: counts[outcome] }));
  return (
    <section class="card tall objective" aria-labelledby={`objective-${id}`}>
      <header>
        <h2 id={`objective-${id}`}>
          {title} <span class="quiet">{target} %</span>
        </h2>
        <span class="buttons">
          {firing.map((severity) => (
            <Badge key={severity} tone={severity === 'page' ? 'bad' : 'warn'}>
              {severity} fires
            </Badge>
          ))}
          <Badge tone={tones[state] ?? 'quiet'}>{state}</Badge>
        </span>
      </header>
      <div>
        <p class="hint">{description}</p>
        <Budget objective={objective} />
        <Sparkline
          label={`Good and bad events of ${title} in the last hour`}
          lines={[
            { tone: 'good', values: valuesOf('good') },
            { tone: 'bad', values: valuesOf('bad') },
          ]}
        />
        <p class="hint">
          Runbook: <code>{runbook}</code>
        </p>
      </div>
      <Alerts objective={objective} />
    </section>
  );
};

/** Budgets, burn rates and alerts of the objectives, and metrics. */
export const ObjectivesPage = () => {
  const { data, error } = useJson<Report>('/local/objectives', ['requests', 'invocations'], {
    restMs: minuteFiguresRestMs,
  });
  if (error !== undefined) return <Failure message={error} />;
  if (!data) return <Empty title="Loading" />;
  return (
    <div class="page">
      <PageHead
        title="Objectives"
        hint={`Alerts: ${data.alertsFrom}. Bad and good events of the last hour as lines.`}
      />
      <div class="objectives">
        {data.slos.map((objective) => (
          <Card key={objective.id} objective={objective} />
        ))}
      </div>
      {data.notes.length > 0 && (
        <details class="notes">
          <summary>Limits of these figures</summary>
          <ul>
            {data.notes.map((note) => (
              <li key={note} class="hint">
                {note}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Metrics />
    </div>
  );
};
