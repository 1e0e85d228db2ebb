import { useEffect, useState } from 'preact/hooks';
import type { Route } from '../describe-deployment.ts';
import type { ShownRequest } from '../requests-view.ts';
import {
  type Answer,
  anonymous,
  fittingActor,
  keyHeader,
  pathValues,
  queryValues,
  type Sending,
} from '../sending.ts';
import { copiedRequest, routeNamed, send } from './act.tsx';
import { CopyButtons } from './copy-buttons.tsx';
import { Badge, Code, Failure, PageHead, pretty, toneOf } from './format.tsx';
import { getJson } from './get-json.ts';
import { description, goTo, linkTo, place } from './state.tsx';

const Form = ({ route, requestId }: { route: Route; requestId: string | undefined }) => {
  const actors = description.value?.actors ?? [];
  const [actor, setActor] = useState(() => fittingActor(route, actors)?.name ?? anonymous);
  const [path, setPath] = useState<Record<string, string>>({});
  const [query, setQuery] = useState<Record<string, string>>({});
  const [headers, setHeaders] = useState<Record<string, string>>(() => ({ ...keyHeader(route) }));
  const [body, setBody] = useState(route.example === undefined ? undefined : pretty(route.example));
  const [answer, setAnswer] = useState<Answer>();
  const [note, setNote] = useState<{ error?: string }>({});

  useEffect(() => {
    if (requestId === undefined) return;
    getJson<ShownRequest>(`/local/requests/${encodeURIComponent(requestId)}`).then(
      (recorded) => {
        setPath(pathValues(route, recorded.target));
        setQuery(queryValues(route, recorded.target));
        if (route.example !== undefined) setBody(pretty(recorded.request.body || '{}'));
      },
      (error: Error) => setNote({ error: error.message }),
    );
  }, [requestId]);

  const sending = (): Sending => {
    const scope = actors.find(({ name }) => name === actor)?.scope;
    return {
      route,
      ...(scope !== undefined && { sub: actor, scope }),
      path,
      query,
      headers,
      ...(body !== undefined && { body }),
    };
  };
  const report = async (work: () => Promise<void>) => {
    try {
      setNote({});
      await work();
    } catch (error) {
      setNote({ error: error instanceof Error ? error.message : String(error) });
    }
  };
  const submit = () =>
    report(async () => {
      setAnswer(await send(sending()));
      setHeaders((current) => ({ ...current, ...keyHeader(route) }));
    });

  const groups = [
    { place: 'path', values: path, set: setPath },
    { place: 'query', values: query, set: setQuery },
    { place: 'header', values: headers, set: setHeaders },
  ] as const;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>
        {route.title} <code class="quiet">{`${route.method} ${route.path}`}</code>
      </h2>
      <label>
        Act as
        <select value={actor} onChange={({ currentTarget }) => setActor(currentTarget.value)}>
          {[...actors.map(({ name }) => name), anonymous].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {groups.flatMap((group) =>
        route.parameters
          .filter((parameter) => parameter.in === group.place)
          .map(({ name, required }) => {
            const key = group.place === 'header' ? name.toLowerCase() : name;
            return (
              <label key={`${group.place} ${name}`}>
                <span>
                  {name} {required && <span class="quiet">required</span>}
                </span>
                <input
                  value={group.values[key] ?? ''}
                  required={required}
                  onInput={({ currentTarget }) =>
                    group.set((all) => ({ ...all, [key]: currentTarget.value }))
                  }
                />
              </label>
            );
          }),
      )}
      {body !== undefined && (
        <label>
          Body
          <textarea
            rows={Math.min(18, body.split('\n').length + 1)}
            spellcheck={false}
            value={body}
            onInput={({ currentTarget }) => setBody(currentTarget.value)}
          />
        </label>
      )}
      <div class="buttons">
        <button type="submit" class="main">
          Send
        </button>
        <CopyButtons request={() => copiedRequest(sending())} />
      </div>
      {note.error !== undefined && <Failure message={note.error} />}
      {answer && (
        <section aria-label="Answer" class="answer">
          <p class="buttons">
            <Badge tone={toneOf(answer.status)}>{answer.status}</Badge>
            {answer.id !== null && <a href={linkTo('requests', answer.id)}>Timeline</a>}
          </p>
          <Code value={answer.text} label="Body of the answer" />
        </section>
      )}
    </form>
  );
};

/** A form for each route. */
export const TryPage = () => {
  const [, name, requestId] = place.value;
  const routes = description.value?.routes ?? [];
  const route = name === undefined ? routes[0] : routeNamed(name);
  return (
    <div class="page">
      <PageHead title="Try it" hint="Tokens and idempotency keys are made for each request.">
        <label class="check">
          Route
          <select value={route?.name} onChange={({ currentTarget }) => goTo('try', currentTarget.value)}>
            {routes.map((one) => (
              <option key={one.name} value={one.name}>{`${one.method} ${one.path}`}</option>
            ))}
          </select>
        </label>
      </PageHead>
      {route && <Form key={`${route.name} ${requestId}`} route={route} requestId={requestId} />}
      {!route && routes.length > 0 && <Failure message={`There is no route ${name}.`} />}
    </div>
  );
};
