import { runOperatorCommand } from '../operator/operator-command/run-operator-command.ts';
import { targetOf } from '../operator/operator-command/target.ts';
import { activeAlarms, alarmTable } from './alarms/alarm-report.ts';
import { readAlarms } from './alarms/read-alarms.ts';
import { alarmsProgram } from './command-line.ts';

await runOperatorCommand(
  alarmsProgram,
  async (line) => {
    const { all, json } = line.options;
    const report = await readAlarms(targetOf(alarmsProgram, line), all);
    const active = activeAlarms(report);
    const { source, alarms } = report;
    console.log(json ? JSON.stringify({ source, items: all ? alarms : active }) : alarmTable(report, all));
    return active.length > 0 ? 1 : 0;
  },
  'The command only reads.',
);
