/** Actions of an alarm by state. */
export interface AlarmActions {
  readonly alarmActions?: readonly unknown[];
  readonly okActions?: readonly unknown[];
  readonly insufficientDataActions?: readonly unknown[];
}

const most = 5;

/** Problems of an alarm's actions that CloudWatch refuses. */
export const actionProblems = (alarm: AlarmActions): string[] => {
  const { alarmActions = [], okActions = [], insufficientDataActions = [] } = alarm;
  const states = { ALARM: alarmActions, OK: okActions, INSUFFICIENT_DATA: insufficientDataActions };
  return Object.entries(states).flatMap(([state, { length }]) =>
    length > most ? [`it has ${length} actions for ${state}, at most ${most} are allowed`] : [],
  );
};
