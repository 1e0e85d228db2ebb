// Ends the process whose id is the first argument and removes the directory that is the second, once the parent of
// this one has gone, however it went: then the system closes the pipe that is standard input here.
import { rmSync } from 'node:fs';

const [, , processId, directory = ''] = process.argv;

process.stdin.resume().on('close', () => {
  try {
    process.kill(Number(processId), 'SIGKILL');
  } catch {
    // It has ended already.
  }
  // The system may still be closing the files of the process.
  if (directory !== '') rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});
