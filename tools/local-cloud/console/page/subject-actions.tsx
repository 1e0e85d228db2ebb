import { useState } from 'preact/hooks';
import type { Subject } from '../describe-deployment.ts';
import { keyHeader } from '../sending.ts';
import { actorNamed, perform, routeNamed } from './act.tsx';
import { description } from './state.tsx';

type Action = Subject['actions'][number];

/** A button that sends a request about a subject, with a choice of bodies. */
export const ActionButton = ({ action, id, owner }: { action: Action; id: string; owner: string }) => {
  const bodies = Object.entries(action.bodies ?? {});
  const [choice, setChoice] = useState(bodies[0]?.[0] ?? '');
  const [state, setState] = useState<{ isBusy?: boolean; error?: string }>({});
  const act = async () => {
    const route = routeNamed(action.route);
    if (!route) return;
    const isOwner = action.actor === 'owner';
    const actor = isOwner ? description.value?.actors[0] : actorNamed(action.actor);
    setState({ isBusy: true });
    try {
      const [name = ''] = /(?<=\{)\w+(?=\})/.exec(route.path) ?? [];
      await perform({
        route,
        sub: isOwner ? owner : action.actor,
        scope: actor?.scope ?? '',
        path: { [name]: id },
        headers: keyHeader(route),
        body: JSON.stringify(action.bodies?.[choice] ?? {}),
      });
      setState({});
    } catch (error) {
      setState({ error: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div class="act">
      <button
        type="button"
        class={action.isDangerous ? 'danger' : 'main'}
        onClick={act}
        disabled={state.isBusy === true}
      >
        {state.isBusy ? `${action.title} …` : action.title}
      </button>
      {bodies.length > 0 && (
        <select
          aria-label={`${action.title} with`}
          value={choice}
          onChange={({ currentTarget }) => setChoice(currentTarget.value)}
        >
          {bodies.map(([title]) => (
            <option key={title}>{title}</option>
          ))}
        </select>
      )}
      {state.error !== undefined && <p class="cause">{state.error}</p>}
    </div>
  );
};

/** Buttons for a payment that waits for the customer's authentication. */
export const Authentication = ({ intentId, reload }: { intentId: string; reload: () => void }) => {
  const answer = async (outcome: string) => {
    const body = JSON.stringify({ outcome });
    await fetch(`/local/payments/${intentId}/authentication`, { method: 'POST', body });
    reload();
  };
  return (
    <div class="act">
      <button type="button" class="main" onClick={() => answer('succeeded')}>
        Authenticate
      </button>
      <button type="button" onClick={() => answer('failed')}>
        Fail the authentication
      </button>
    </div>
  );
};
