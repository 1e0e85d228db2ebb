import type { ActiveFault } from '../active-faults.ts';
import { useJson } from './loaded.ts';
import { linkTo } from './state.tsx';
import { Work } from './work.tsx';

const inWords = ({ part, fault, setting, only, until }: ActiveFault): string =>
  [
    `${part} ${fault}`,
    ...(typeof setting === 'number' && setting < 1 ? [`${Math.round(setting * 100)} %`] : []),
    ...(Array.isArray(setting) ? [`of ${setting.join(', ')}`] : []),
    ...(only ? [`of ${only.join(', ')}`] : []),
    ...(until === undefined ? [] : [`until ${until.slice(11, 19)} UTC`]),
  ].join(' ');

/** Says on every view which faults are switched on, and switches them off. */
export const FaultBanner = () => {
  const { data, reload } = useJson<{ readonly items: readonly ActiveFault[] }>('/local/active-faults', [
    'faults',
  ]);
  const faults = data?.items ?? [];
  // The element stays, so that screen readers announce a change of its text.
  return (
    <div role="status" class={faults.length > 0 ? 'fault-banner' : undefined}>
      {faults.length > 0 && (
        <>
          <span>
            <b>Faults are switched on:</b> {faults.map(inWords).join(', ')}.{' '}
            <a href={linkTo('map')}>Switches on the map</a>
          </span>
          <Work
            title="Switch all off"
            work={() => fetch('/local/active-faults', { method: 'DELETE' }).then(reload)}
          />
        </>
      )}
    </div>
  );
};
