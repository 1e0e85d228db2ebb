import type { Subject } from '../describe-deployment.ts';

const cell = { width: 190, height: 92 };
const box = { width: 116, height: 38 };

const centre = ([column, row]: readonly [number, number]) => ({
  x: column * cell.width + box.width / 2 + 8,
  y: row * cell.height + box.height / 2 + 8,
});

/** The lifecycle with the current state, from left to right. */
export const LifecyclePicture = ({ subject, state }: { subject: Subject; state: string }) => {
  const places = Object.values(subject.states);
  const width = Math.max(...places.map(([column]) => column)) * cell.width + box.width + 16;
  const height = Math.max(...places.map(([, row]) => row)) * cell.height + box.height + 16;
  const next = new Set(subject.transitions.filter(({ from }) => from === state).map(({ to }) => to));
  return (
    <svg
      class="lifecycle"
      viewBox={`0 0 ${width} ${height}`}
      style={{ maxWidth: `${width}px` }}
      role="img"
      aria-label={`Lifecycle: the ${subject.name} is ${state}`}
    >
      <defs>
        <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8z" class="arrow-head" />
        </marker>
      </defs>
      {subject.transitions.map(({ from, to, command }) => {
        const start = centre(subject.states[from] ?? [0, 0]);
        const end = centre(subject.states[to] ?? [0, 0]);
        const isDown = start.y !== end.y;
        const isStraight = start.x === end.x;
        const x1 = isDown ? start.x + (isStraight ? 0 : 20) : start.x + box.width / 2;
        const y1 = isDown ? start.y + box.height / 2 : start.y;
        const x2 = isDown ? end.x - (isStraight ? 0 : 30) : end.x - box.width / 2;
        const y2 = isDown ? end.y - box.height / 2 : end.y;
        return (
          <g key={`${from} ${to}`} class={from === state ? 'arrow possible' : 'arrow'}>
            <line x1={x1} y1={y1} x2={x2} y2={y2} marker-end="url(#head)" />
            <text
              class="label"
              x={(x1 + x2) / 2 + (isDown ? 8 : 0)}
              y={(y1 + y2) / 2 + (isDown ? 4 : -6)}
              text-anchor={isDown ? 'start' : 'middle'}
            >
              {command}
            </text>
          </g>
        );
      })}
      {Object.entries(subject.states).map(([name, position]) => {
        const { x, y } = centre(position);
        const tone = name === state ? 'current' : next.has(name) ? 'next' : '';
        return (
          <g key={name} class={`state ${tone}`}>
            <rect x={x - box.width / 2} y={y - box.height / 2} width={box.width} height={box.height} rx="8" />
            <text x={x} y={y + 5} text-anchor="middle">
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
};
