import { auditProgram, toAuditCommand } from './audit-command/command-line.ts';
import { runOperatorCommand } from './operator-command/run-operator-command.ts';

await runOperatorCommand(
  auditProgram,
  async (line, options) => {
    const command = toAuditCommand(line);
    const { runAudit } = await import('./audit-command/run-audit.ts');
    return runAudit(command, { now: Date.now, print: console.log, report: console.error }, options);
  },
  'Nothing was changed.',
);
