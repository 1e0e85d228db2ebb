/** What an alarm does when it comes into a state. */
export interface AlarmActions {
  readonly alarmActions?: readonly unknown[];
  readonly okActions?: readonly unknown[];
  readonly insufficientDataActions?: readonly unknown[];
}

const most = 5;

/** What CloudWatch refuses in the actions of any alarm. */
export const actionProblems = (alarm: AlarmActions): string[] => {
  const { alarmActions = [], okActions = [], insufficientDataActions = [] } = alarm;
  const states = { ALARM: alarmActions, OK: okActions, INSUFFICIENT_DATA: insufficientDataActions };
  return Object.entries(states).flatMap(([state, { length }]) =>
    length > most ? [`it has ${length} actions for ${state}, at most ${most} are allowed`] : [],
  );
};
