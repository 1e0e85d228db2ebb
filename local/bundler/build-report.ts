import { formatMessages, type Message } from 'esbuild';

/** esbuild's errors as one block for the terminal. */
export const describeBuildErrors = async (errors: readonly Message[], color: boolean): Promise<string> => {
  const blocks = await formatMessages([...errors], { kind: 'error', color });
  return blocks.join('').trimEnd();
};
