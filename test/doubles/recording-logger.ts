import type { ContextLogger, LogFields } from '../../lib/platform/logging/context-logger.ts';
import type { LogEvent } from '../../lib/platform/logging/log-events.ts';

export interface RecordedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly code: string;
  readonly fields: LogFields;
  /** Fields bound when the line was logged. */
  readonly bound: Readonly<Record<string, unknown>>;
}

/** A logger that keeps its lines, for tests of what is logged rather than how it is printed. */
export const createRecordingLogger = () => {
  const lines: RecordedLine[] = [];
  let bound: Record<string, unknown> = {};
  const at =
    (level: RecordedLine['level']) =>
    ({ code }: LogEvent, fields: LogFields = {}) => {
      lines.push({ level, code, fields, bound: { ...bound } });
    };
  const logger: ContextLogger = {
    begin: () => {
      bound = {};
    },
    bind: (keys) => {
      bound = { ...bound, ...keys };
    },
    end: (_metrics, event, fields) => {
      if (event) at('info')(event, fields);
      bound = {};
    },
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
  return { ...logger, lines, bound: () => bound };
};
