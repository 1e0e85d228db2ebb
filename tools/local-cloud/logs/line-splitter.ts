/** Most characters of one log event; CloudWatch Logs cuts longer ones as well. */
const maxLineLength = 256 * 1024;

/** Turns text that arrives in pieces into lines. */
export interface LineSplitter {
  /** The lines that `text` completes. */
  push(text: string): string[];
  /** Text after the last line break. */
  flush(): string[];
}

const cut = (line: string): string[] => {
  const pieces: string[] = [];
  for (let start = 0; start < line.length; start += maxLineLength) {
    pieces.push(line.slice(start, start + maxLineLength));
  }
  return pieces;
};

export const createLineSplitter = (): LineSplitter => {
  let partial = '';
  return {
    push(text) {
      const lines = (partial + text).split(/\r?\n/);
      partial = lines.pop() ?? '';
      return lines.flatMap(cut);
    },
    flush() {
      const rest = partial;
      partial = '';
      return cut(rest);
    },
  };
};
