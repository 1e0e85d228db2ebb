import { composeJudgeUnanswered, logsHandler } from '../lib/composition/metrics.ts';

export const handler = logsHandler('judge-unanswered', composeJudgeUnanswered());
