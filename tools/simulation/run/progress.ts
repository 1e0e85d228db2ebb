const width = 30;

/** A bar on a terminal that shows how far a run is; nothing where nobody looks. */
export const createProgress = (total: number, stream: NodeJS.WriteStream = process.stderr) => {
  const startedAt = performance.now();
  let shownAt = 0;
  return {
    show(done: number, violations: number) {
      const now = performance.now();
      if (!stream.isTTY || (now - shownAt < 200 && done < total)) return;
      shownAt = now;
      const filled = Math.round((width * done) / total);
      const rate = (done / Math.max(0.001, (now - startedAt) / 1_000)).toFixed(1);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      stream.write(`\r${bar} ${done}/${total} histories, ${rate}/s, ${violations} with violations `);
    },
    end() {
      if (stream.isTTY) stream.write('\n');
    },
  };
};
