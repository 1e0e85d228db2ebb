import { orderService } from '../../order-service-declaration.ts';
import { yamlDocument } from '../yaml.ts';
import { isAlert, type Rule, type RuleGroup } from './rule.ts';

const ruleFields = (rule: Rule) => {
  if (isAlert(rule)) {
    const { alert, expr, labels, annotations } = rule;
    return { alert, expr, for: rule.for, labels, annotations: { ...annotations } };
  }
  const { record, expr, labels } = rule;
  return { record, expr, labels };
};

/** A rule file of Prometheus. */
export const rulesFile = (groups: readonly RuleGroup[]): string =>
  yamlDocument(`Written by \`npm run generate\` from ${orderService.declaredIn}. Do not edit.`, {
    groups: groups.map(({ name, interval, rules }) => ({ name, interval, rules: rules.map(ruleFields) })),
  });
