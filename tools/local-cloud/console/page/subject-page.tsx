import type { LedgerEntry } from '../../payments/payment-books.ts';
import type { PaymentTry, SubjectNotice } from '../console-definition.ts';
import type { Subject } from '../describe-deployment.ts';
import type { RequestSummary } from '../requests-view.ts';
import { Badge, Code, clock, duration, Empty, Missing, PageHead, toneOf } from './format.tsx';
import { LifecyclePicture } from './lifecycle-picture.tsx';
import { useJson, useLoaded } from './loaded.ts';
import { Payments } from './payments-section.tsx';
import { loadRequests } from './request-list.ts';
import { description, goTo, linkTo, place } from './state.tsx';
import { ActionButton, Authentication } from './subject-actions.tsx';

type Fields = Readonly<Record<string, unknown>>;

interface ShownSubject {
  readonly id: string;
  readonly items: readonly { readonly table: string; readonly item: Fields }[];
  readonly notice?: SubjectNotice;
  readonly attempts: readonly PaymentTry[];
  readonly ledger: readonly LedgerEntry[];
  readonly pendingPayment?: string;
  readonly events: readonly ({ readonly at: number; readonly type: string } & Fields)[];
  readonly requests: readonly RequestSummary[];
}

const Events = ({ events }: { events: ShownSubject['events'] }) => (
  <section>
    <h2>Events ({events.length})</h2>
    {events.length === 0 && <p class="hint">The bus has accepted no event yet.</p>}
    {events.map((event) => (
      <details key={`${event.at} ${event['eventId']}`} class="line">
        <summary>
          <span class="time">{clock(event.at)}</span> {event.type}{' '}
          <span class="quiet">version {String(event['orderVersion'] ?? '')}</span>
        </summary>
        <Code value={event} label={`Event ${event.type}`} />
      </details>
    ))}
  </section>
);

const Requests = ({ requests }: { requests: readonly RequestSummary[] }) => (
  <section>
    <h2>Requests ({requests.length})</h2>
    <ul>
      {requests
        .toSorted((one, other) => other.at - one.at)
        .map((request) => (
          <li key={request.id} class="line">
            <span class="time">{clock(request.at)}</span>{' '}
            <Badge tone={toneOf(request.status)}>{request.status}</Badge>{' '}
            <a href={linkTo('requests', request.id)}>
              {request.isWebhook ? 'webhook ' : ''}
              {request.method} {request.route}
            </a>{' '}
            {request.error !== undefined && <span class="tag bad">{request.error}</span>}{' '}
            <span class="quiet">{duration(request.ms)}</span>
          </li>
        ))}
    </ul>
  </section>
);

const Items = ({ items }: { items: ShownSubject['items'] }) => (
  <section>
    <h2>Stored items ({items.length})</h2>
    {items.map(({ table, item }) => (
      <details key={`${table} ${item['pk']} ${item['sk']}`} class="line">
        <summary>
          <code>{String(item['sk'])}</code> <span class="quiet">{table}</span>
        </summary>
        <Code value={item} label={`Item ${item['sk']}`} />
      </details>
    ))}
  </section>
);

const SubjectView = ({ id, subject }: { id: string; subject: Subject }) => {
  const path = `/local/subjects/${encodeURIComponent(id)}`;
  const { data, error, reload } = useJson<ShownSubject>(path, ['requests', 'invocations', 'events'], {
    ids: [id],
  });
  if (error !== undefined) return <Missing message={error} back={linkTo(`${subject.name}s`)} />;
  if (!data) return <Empty title={`Loading the ${subject.name}`} />;
  const main = data.items.find(({ item }) => typeof item['status'] === 'string' && item[subject.owner])?.item;
  const state = String(main?.['status'] ?? '');
  const owner = String(main?.[subject.owner] ?? '');
  const possible = subject.actions.filter(({ states }) => states.includes(state));
  return (
    <>
      <PageHead
        title={id}
        hint={owner === '' ? undefined : `of ${owner}, version ${main?.['version'] ?? ''}`}
      >
        <a class="link" href={path} target="_blank" rel="noreferrer">
          JSON
        </a>
      </PageHead>
      {data.notice && (
        <section class="notice" aria-label="Notice">
          <h2>{data.notice.title}</h2>
          <p>{data.notice.text}</p>
          <p>
            <b>Next:</b> {data.notice.next}
          </p>
        </section>
      )}
      <LifecyclePicture subject={subject} state={state} />
      <div class="buttons acts">
        {possible.map((action) => (
          <ActionButton key={`${action.route} ${state}`} action={action} id={id} owner={owner} />
        ))}
        {data.pendingPayment !== undefined && (
          <Authentication intentId={data.pendingPayment} reload={reload} />
        )}
        {possible.length === 0 && (
          <p class="hint">
            {data.items.length === 0
              ? 'Nothing is stored of it: it was refused, or it is of an earlier run.'
              : 'Nothing can be done with it in this state.'}
          </p>
        )}
      </div>
      <div class="columns">
        <div>
          <Requests requests={data.requests} />
          <Payments attempts={data.attempts} ledger={data.ledger} />
          <Events events={data.events} />
        </div>
        <Items items={data.items} />
      </div>
    </>
  );
};

/** The subjects of the newest requests, or one of them. */
export const SubjectPage = () => {
  const subject = description.value?.subject;
  const [, id] = place.value;
  // One subject has its own requests.
  const { data } = useLoaded(id === undefined ? 'requests' : undefined, loadRequests, ['requests']);
  if (!subject) return <Empty title="Loading" />;
  const known = [...new Set(data?.toReversed().flatMap((request) => request.subject ?? []) ?? [])].slice(
    0,
    50,
  );
  if (id !== undefined) {
    return (
      <div class="page">
        <SubjectView key={id} id={id} subject={subject} />
      </div>
    );
  }
  const view = `${subject.name}s`;
  return (
    <div class="page">
      <PageHead title={`${subject.name[0]?.toUpperCase()}${view.slice(1)}`} hint="of the newest requests">
        <input
          id="filter"
          type="search"
          placeholder={`Id of an ${subject.name}`}
          aria-label={`Id of an ${subject.name}`}
          onKeyDown={(event) => event.key === 'Enter' && goTo(view, event.currentTarget.value.trim())}
        />
      </PageHead>
      {data && known.length === 0 && (
        <Empty title={`No ${view} yet`}>
          <p>
            <a href={linkTo('try')}>Place one</a>.
          </p>
        </Empty>
      )}
      <ul class="cards">
        {known.map((one) => (
          <li key={one}>
            <a class="card" href={linkTo(view, one)}>
              <code>{one}</code>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};
