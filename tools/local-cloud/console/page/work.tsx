import { useState } from 'preact/hooks';

export const post = (path: string) => fetch(path, { method: 'POST' });

/** A button that is busy while its work runs. */
export const Work = ({
  title,
  work,
  isDangerous,
}: {
  title: string;
  work: () => Promise<unknown>;
  isDangerous?: boolean;
}) => {
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await work().finally(() => setBusy(false));
  };
  return (
    <button type="button" class={isDangerous ? 'small danger' : 'small'} onClick={run} disabled={isBusy}>
      {title}
    </button>
  );
};
