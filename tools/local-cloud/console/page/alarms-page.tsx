import { useState } from 'preact/hooks';
import type { ReportedAlarm } from '../../measurements/reported-alarm.ts';
import { Badge, Empty, Failure, PageHead } from './format.tsx';
import { useJson } from './loaded.ts';
import { goTo, linkTo, place } from './state.tsx';

/** Alarms change by the minute. */
const restMs = 15_000;

/** The states, the most urgent first. */
const states = {
  ALARM: { title: 'in alarm', tone: 'bad' },
  INSUFFICIENT_DATA: { title: 'no data', tone: 'warn' },
  OK: { title: 'ok', tone: 'good' },
  NOT_MEASURED: { title: 'not judged', tone: 'quiet' },
} as const satisfies Record<ReportedAlarm['state'], { readonly title: string; readonly tone: string }>;

type Choice = 'sent' | 'all' | ReportedAlarm['state'];

const choices: readonly (readonly [Choice, string])[] = [
  ['sent', 'pages and tickets'],
  ['ALARM', 'in alarm'],
  ['INSUFFICIENT_DATA', 'without data'],
  ['NOT_MEASURED', 'not judged'],
  ['all', 'all, with parts'],
];

const isChosen = ({ state, severity }: ReportedAlarm, choice: Choice): boolean => {
  if (choice === 'all') return true;
  return choice === 'sent' ? severity !== undefined : state === choice;
};

const order = Object.keys(states);
const rankOf = ({ state, severity }: ReportedAlarm): number =>
  order.indexOf(state) * 3 + ['page', 'ticket', undefined].indexOf(severity);

const StateBadge = ({ state }: { state: ReportedAlarm['state'] }) => (
  <Badge tone={states[state].tone}>{states[state].title}</Badge>
);

const Detail = ({ alarm, all }: { alarm: ReportedAlarm; all: readonly ReportedAlarm[] }) => {
  const { name, state, since, severity, meaning, reason, runbook, parts = [] } = alarm;
  const wholes = all.filter((one) => one.parts?.includes(name));
  const links = [
    { title: 'Made of', alarms: all.filter((one) => parts.includes(one.name)) },
    { title: 'Part of', alarms: wholes },
  ].filter(({ alarms }) => alarms.length > 0);
  const [file = '', anchor] = runbook.split('#');
  return (
    <article class="card tall alarm" aria-label={`Alarm ${name}`}>
      <header class="buttons">
        <h2>{name}</h2>
        <StateBadge state={state} />
        <span class="quiet">
          {severity === undefined ? 'not sent, a part of another alarm' : `sent as ${severity}`}
          {since !== undefined && `, since ${since.slice(0, 16).replace('T', ' ')} UTC`}
        </span>
        <a href={linkTo('alarms')}>Close</a>
      </header>
      <p>{meaning}</p>
      {reason !== undefined && <p class="hint">Not judged in the local run: {reason}.</p>}
      <p>
        Runbook:{' '}
        <a href={`/local/runbooks/${file.split('/').at(-1)}`} target="_blank" rel="noreferrer">
          {file}
        </a>
        {anchor !== undefined && <span class="quiet">, section {anchor}</span>}
      </p>
      {links.map(({ title, alarms }) => (
        <section key={title}>
          <h3>{title}</h3>
          <ul class="buttons">
            {alarms.map((one) => (
              <li key={one.name}>
                <StateBadge state={one.state} /> <a href={linkTo('alarms', one.name)}>{one.name}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </article>
  );
};

const AlarmTable = ({ alarms, open }: { alarms: readonly ReportedAlarm[]; open: string | undefined }) => (
  <table class="panel alarms">
    <thead>
      <tr>
        <th scope="col">State</th>
        <th scope="col">Alarm</th>
        <th scope="col">Sent as</th>
        <th scope="col">Since</th>
        <th scope="col">Meaning, or why it is not judged</th>
      </tr>
    </thead>
    <tbody>
      {alarms.map(({ name, state, severity, since, meaning, reason }) => (
        <tr key={name} class={name === open ? 'row open' : 'row'}>
          <td>
            <StateBadge state={state} />
          </td>
          <td>
            <a href={linkTo('alarms', name)} aria-current={name === open ? 'true' : undefined}>
              {name}
            </a>
          </td>
          <td>{severity ?? <span class="quiet">part</span>}</td>
          <td class="time">{since?.slice(11, 16)}</td>
          <td class="meaning">{reason ?? meaning}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** The alarms of CloudWatch, judged on the metrics of the local run. */
export const AlarmsPage = () => {
  const { data, error } = useJson<{ readonly items: readonly ReportedAlarm[] }>(
    '/local/alarms',
    ['requests', 'invocations'],
    { restMs },
  );
  const [choice, setChoice] = useState<Choice>('sent');
  const [, openName] = place.value;
  if (error !== undefined) return <Failure message={error} />;
  if (!data) return <Empty title="Loading" />;
  const { items } = data;
  const shown = items
    .filter((alarm) => isChosen(alarm, choice))
    .toSorted((one, other) => rankOf(one) - rankOf(other));
  const open = items.find(({ name }) => name === openName);
  return (
    <div class="page">
      <PageHead
        title="Alarms"
        hint="The alarms of CloudWatch as they are deployed, judged by the minute on the metrics of this run."
      >
        <label class="check">
          Show
          <select
            value={choice}
            onChange={({ currentTarget }) => {
              setChoice(currentTarget.value as Choice);
              goTo('alarms');
            }}
          >
            {choices.map(([value, title]) => (
              <option key={value} value={value}>{`${title} (${
                items.filter((alarm) => isChosen(alarm, value)).length
              })`}</option>
            ))}
          </select>
        </label>
      </PageHead>
      {openName !== undefined && !open && <Failure message={`There is no alarm ${openName}.`} />}
      {open && <Detail alarm={open} all={items} />}
      {shown.length === 0 ? (
        <Empty title="No alarm is in this state" />
      ) : (
        <AlarmTable alarms={shown} open={openName} />
      )}
    </div>
  );
};
