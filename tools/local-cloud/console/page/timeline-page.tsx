import { Empty, PageHead } from './format.tsx';
import { place } from './state.tsx';
import { TimelineView } from './timeline-view.tsx';

/** The timeline of a correlation id, also of work that no request caused. */
export const TimelinePage = () => {
  const [, correlationId] = place.value;
  return (
    <div class="page">
      <PageHead title="Timeline" hint={<code>{correlationId}</code>} />
      {correlationId === undefined ? (
        <Empty title="The address names no correlation id" />
      ) : (
        <TimelineView key={correlationId} correlationId={correlationId} />
      )}
    </div>
  );
};
