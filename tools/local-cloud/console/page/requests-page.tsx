import { signal } from '@preact/signals';
import type { InvocationSummary, RequestSummary } from '../requests-view.ts';
import { Badge, clock, duration, Empty, Failure, PageHead, shortId, toneOf } from './format.tsx';
import { useJson, useLoaded } from './loaded.ts';
import { RequestDetail } from './request-detail.tsx';
import { loadRequests } from './request-list.ts';
import { goTo, linkTo, place } from './state.tsx';

const filter = signal('');
const showsBackground = signal(false);
/** Only requests of this sender; all without one. */
const sender = signal('');

interface List<T> {
  readonly items: readonly T[];
}

const textOf = (entry: RequestSummary | InvocationSummary): string =>
  Object.values(entry).join(' ').toLowerCase();

const RequestRow = ({ request, isOpen }: { request: RequestSummary; isOpen: boolean }) => (
  <tr
    class={isOpen ? 'row open' : 'row'}
    onClick={() => goTo('requests', request.id)}
    data-request={request.id}
  >
    <td class="time">{clock(request.at)}</td>
    <td>
      <Badge tone={toneOf(request.status)}>{request.status}</Badge>
    </td>
    <td class="what">
      <a href={linkTo('requests', request.id)} aria-current={isOpen ? 'true' : undefined}>
        <b>{request.method}</b> {request.route}
      </a>
      <span class="tags">
        {request.isWebhook && <span class="tag">webhook</span>}
        {request.coldStart && <span class="tag cold">cold start</span>}
        {request.error !== undefined && <span class="tag bad">{request.error}</span>}
      </span>
    </td>
    <td class="quiet">{request.client}</td>
    <td class="id" title={request.subject}>
      {request.subject !== undefined && shortId(request.subject)}
    </td>
    <td class="id" title={request.correlationId}>
      {request.correlationId !== undefined && shortId(request.correlationId)}
    </td>
    <td class="number">{duration(request.ms)}</td>
  </tr>
);

const InvocationRow = ({ invocation }: { invocation: InvocationSummary }) => (
  <tr class="row background">
    <td class="time">{clock(invocation.at)}</td>
    <td>
      <Badge tone={invocation.outcome === 'succeeded' ? 'quiet' : 'bad'}>
        {invocation.outcome === 'succeeded' ? 'ok' : invocation.outcome}
      </Badge>
    </td>
    <td class="what">
      {invocation.functionName}
      <span class="tags">
        <span class="tag">{invocation.origin}</span>
        {invocation.coldStart && <span class="tag cold">cold start</span>}
      </span>
    </td>
    <td />
    <td />
    <td />
    <td class="number">{duration(invocation.ms)}</td>
  </tr>
);

/** The filters in words. */
const noMatch = () =>
  [filter.value === '' ? '' : `“${filter.value}”`, sender.value === '' ? '' : `from ${sender.value}`]
    .filter((part) => part !== '')
    .join(' ');

const NoRequests = () => (
  <Empty title="No requests yet">
    <p>
      <a href={linkTo('try')}>Try a route</a>, or paste the command of the terminal. Each request appears here
      at once.
    </p>
  </Empty>
);

/** Moves the selection by some rows. */
export const moveSelection = (by: number): void => {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-request]')];
  const current = rows.findIndex((row) => row.dataset['request'] === place.value[1]);
  const next = rows[current < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, current + by))];
  if (next?.dataset['request']) goTo('requests', next.dataset['request']);
  next?.scrollIntoView({ block: 'nearest' });
};

export const RequestsPage = () => {
  const [, openId] = place.value;
  const requests = useLoaded('requests', loadRequests, ['requests']);
  const background = useJson<List<InvocationSummary>>(
    showsBackground.value ? '/local/invocations' : undefined,
    ['invocations'],
  );
  const wanted = filter.value.toLowerCase();
  const all = [...(requests.data ?? []), ...(background.data?.items ?? [])];
  const senders = [...new Set(requests.data?.map(({ client }) => client))].sort();
  const isFrom = (entry: RequestSummary | InvocationSummary) =>
    sender.value === '' || (entry.kind === 'request' && entry.client === sender.value);
  const shown = all
    .filter((entry) => isFrom(entry) && (wanted === '' || textOf(entry).includes(wanted)))
    .sort((one, other) => other.at - one.at);
  return (
    <div class={openId === undefined ? 'requests' : 'requests with-detail'}>
      <section class="list" aria-label="Requests">
        <PageHead title="Requests">
          <input
            id="filter"
            type="search"
            placeholder="Filter: route, status, id …"
            aria-label="Filter requests"
            value={filter.value}
            onInput={({ currentTarget }) => {
              filter.value = currentTarget.value;
            }}
          />
          <select
            aria-label="Sender"
            value={sender.value}
            onChange={({ currentTarget }) => {
              sender.value = currentTarget.value;
            }}
          >
            <option value="">all senders</option>
            {[...new Set([...senders, ...(sender.value === '' ? [] : [sender.value])])].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <label class="check">
            <input
              type="checkbox"
              checked={showsBackground.value}
              onChange={({ currentTarget }) => {
                showsBackground.value = currentTarget.checked;
              }}
            />
            background
          </label>
        </PageHead>
        {requests.error !== undefined && <Failure message={requests.error} />}
        {requests.data && all.length === 0 && <NoRequests />}
        {all.length > 0 && shown.length === 0 && <Empty title={`No request matches ${noMatch()}`} />}
        {shown.length > 0 && (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Time</th>
                  <th scope="col">Status</th>
                  <th scope="col">Request</th>
                  <th scope="col">From</th>
                  <th scope="col">About</th>
                  <th scope="col">Correlation</th>
                  <th scope="col" class="number">
                    Took
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((entry) =>
                  entry.kind === 'request' ? (
                    <RequestRow key={entry.id} request={entry} isOpen={entry.id === openId} />
                  ) : (
                    <InvocationRow key={entry.id} invocation={entry} />
                  ),
                )}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {openId !== undefined && <RequestDetail key={openId} id={openId} />}
    </div>
  );
};
