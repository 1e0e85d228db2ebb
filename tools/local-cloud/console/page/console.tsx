import { computed } from '@preact/signals';
import { render } from 'preact';
import { AlarmsPage } from './alarms-page.tsx';
import { ErrorsPage } from './errors-page.tsx';
import { FaultBanner } from './fault-banner.tsx';
import { Missing } from './format.tsx';
import { getJson } from './get-json.ts';
import { followChanges, isConnected } from './live-changes.ts';
import { MapPage } from './map-page.tsx';
import { ObjectivesPage } from './objectives-page.tsx';
import { moveSelection, RequestsPage } from './requests-page.tsx';
import { description, goTo, linkTo, place } from './state.tsx';
import { SubjectPage } from './subject-page.tsx';
import { JobsPage, SystemPage } from './system-page.tsx';
import { TimelinePage } from './timeline-page.tsx';
import { TryPage } from './try-page.tsx';

interface View {
  readonly id: string;
  readonly title: string;
  readonly key: string;
  readonly page: () => preact.JSX.Element;
}

/** Views of the deployment; that of its subjects has their name. */
const views = computed((): readonly View[] => {
  const name = description.value?.subject?.name;
  return [
    { id: 'requests', title: 'Requests', key: 'r', page: RequestsPage },
    ...(name === undefined
      ? []
      : [
          {
            id: `${name}s`,
            title: `${name[0]?.toUpperCase()}${name.slice(1)}s`,
            key: 'o',
            page: SubjectPage,
          },
        ]),
    { id: 'try', title: 'Try it', key: 't', page: TryPage },
    { id: 'map', title: 'Map', key: 'm', page: MapPage },
    { id: 'system', title: 'System', key: 's', page: SystemPage },
    { id: 'jobs', title: 'Scheduled jobs', key: 'j', page: JobsPage },
    { id: 'objectives', title: 'Objectives', key: 'b', page: ObjectivesPage },
    { id: 'alarms', title: 'Alarms', key: 'a', page: AlarmsPage },
    { id: 'errors', title: 'Errors', key: 'e', page: ErrorsPage },
  ];
});

/** Views that links lead to. */
const linkedViews: Readonly<Record<string, View['page']>> = { timelines: TimelinePage };

const viewId = () => place.value[0] ?? 'requests';

const Navigation = () => (
  <nav aria-label="Views">
    <p class="brand">
      <span class="mark" aria-hidden="true" />
      {description.value?.title ?? 'Console'}
      <small>local run</small>
    </p>
    <ul>
      {views.value.map(({ id, title, key }) => (
        <li key={id}>
          <a href={linkTo(id)} aria-current={viewId() === id ? 'page' : undefined}>
            {title} <kbd>g {key}</kbd>
          </a>
        </li>
      ))}
    </ul>
    <p class={isConnected.value ? 'connection' : 'connection lost'} role="status">
      {isConnected.value ? 'live' : 'The local run does not answer'}
    </p>
    <p class="keys">
      <kbd>/</kbd> filter <kbd>j</kbd> <kbd>k</kbd> move <kbd>Esc</kbd> close
    </p>
  </nav>
);

const App = () => {
  const Page = views.value.find(({ id }) => id === viewId())?.page ?? linkedViews[viewId()];
  return (
    <>
      <Navigation />
      <main>
        <FaultBanner />
        {Page ? <Page /> : description.value && <Missing message={`There is no view ${viewId()}.`} />}
      </main>
    </>
  );
};

const isTyping = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

let isGoing = false;
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    if (isTyping(event)) (event.target as HTMLElement).blur();
    else goTo(viewId());
    return;
  }
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const view = isGoing ? views.value.find(({ key }) => key === event.key) : undefined;
  isGoing = event.key === 'g';
  if (view) goTo(view.id);
  else if (event.key === '/') {
    event.preventDefault();
    document.querySelector<HTMLInputElement>('#filter')?.focus();
  } else if (event.key === 'j' || event.key === 'k') moveSelection(event.key === 'j' ? 1 : -1);
});

followChanges();
const root = document.querySelector('#console');
if (root) render(<App />, root);
description.value = await getJson('/local/console');
document.title = `${description.value?.title} console`;
