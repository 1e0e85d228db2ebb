// Keeps state in a directory and makes a temporary one, both under the first argument, and holds on to them.
import { join } from 'node:path';
import { openStateDirectory } from '../../../tools/local-cloud/state/state-directory.ts';
import { makeTemporaryDirectory } from '../../../tools/local-cloud/state/temporary-directory.ts';

const [, , root = ''] = process.argv;
const unlock = await openStateDirectory(join(root, 'state'));
const { path, remove } = await makeTemporaryDirectory('test', root);
process.stdout.write(path);
// The locks live as long as something refers to them.
process.once('SIGTERM', async () => {
  await unlock();
  await remove();
  process.exit(0);
});
setInterval(() => {}, 1_000);
