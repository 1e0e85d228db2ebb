/**
 * Greatest resident memory of this process since it runs its program, in megabytes. `maxRSS` is that of the process before
 * it was replaced by this program, too, so it serves only where there is no /proc.
 */
export const peakMemoryMb = (): number => {
  try {
    const status = process.getBuiltinModule('node:fs').readFileSync('/proc/self/status', 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
  } catch {
    return process.resourceUsage().maxRSS / 1_024;
  }
};
