import { runOperatorCommand } from '../operator/operator-command/run-operator-command.ts';
import { targetOf } from '../operator/operator-command/target.ts';
import { textTable } from '../operator/operator-command/text-table.ts';
import { metricProgram } from './command-line.ts';
import { readMetric } from './metrics/read-metric.ts';
import { wantedMetric } from './metrics/wanted-metric.ts';
import { withoutValues } from './metrics/without-values.ts';

await runOperatorCommand(
  metricProgram,
  async (line) => {
    const { minutes, json } = line.options;
    const wanted = wantedMetric(line.operands);
    const items = await readMetric(targetOf(metricProgram, line), wanted, minutes);
    if (json) console.log(JSON.stringify({ items }));
    else if (items.length === 0) console.log(withoutValues(wanted));
    else console.log(textTable([['time', 'value'], ...items.map(({ at, value }) => [at, String(value)])]));
    return 0;
  },
  'The command only reads.',
);
