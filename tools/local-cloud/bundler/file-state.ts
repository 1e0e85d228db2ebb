import { stat } from 'node:fs/promises';

/** State of a file, without its content. */
export interface FileState {
  /** Another one when the file has changed. */
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export type FileStates = (file: string) => Promise<FileState>;

const stateOf: FileStates = async (file) => {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return { fingerprint: `${mtimeMs} ${size} ${ino}`, changedAt: mtimeMs };
  } catch {
    return { fingerprint: 'absent', changedAt: 0 };
  }
};

/** Looks at each file once: functions share most of theirs. */
export const createFileStates = (): FileStates => {
  const known = new Map<string, Promise<FileState>>();
  return (file) => {
    const state = known.get(file) ?? stateOf(file);
    known.set(file, state);
    return state;
  };
};
