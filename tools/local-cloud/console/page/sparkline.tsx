/** A value of one minute since 1970. */
export interface MinuteValue {
  readonly minute: number;
  readonly value: number;
}

export interface Line {
  readonly tone: 'good' | 'bad' | 'accent';
  readonly values: readonly MinuteValue[];
}

const width = 240;
const height = 36;

/** Draws values of the last `minutes` minutes; a minute without a value is 0. The lines share an axis from 0. */
export const Sparkline = ({
  lines,
  label,
  minutes = 60,
}: {
  lines: readonly Line[];
  label: string;
  minutes?: number;
}) => {
  const now = Math.floor(Date.now() / 60_000);
  const highest = Math.max(1e-9, ...lines.flatMap(({ values }) => values.map(({ value }) => value)));
  const pathOf = ({ values }: Line) => {
    const known = new Map(values.map(({ minute, value }) => [minute, value]));
    return Array.from({ length: minutes }, (_, index) => {
      const value = known.get(now - minutes + 1 + index) ?? 0;
      const x = (index / (minutes - 1)) * (width - 4) + 2;
      const y = height - 2 - (Math.max(0, value) / highest) * (height - 4);
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    }).join('');
  };
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {lines.map((line) => (
        <path key={line.tone} class={line.tone} d={pathOf(line)} />
      ))}
    </svg>
  );
};
