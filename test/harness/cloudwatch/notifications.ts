import { evaluator } from '../../../tools/diagnosis/alarms/template-evaluator.ts';
import type { Incident, Phase } from '../../../tools/slo/alert-simulator/incident.ts';
import { synthesized } from '../infra/synthesized.ts';
import { incidentOf, minutesOf, published, pulse, type Story } from './story.ts';

const { monitoring } = synthesized();

export const perMinute = 1_000_000;

/** A million requests a minute, a part of which fails. */
export const traffic = (hours: number, failed = 0): Phase => ({
  seconds: Math.round(hours * 60) * 60,
  goodPerMinute: perMinute - Math.round(perMinute * failed),
  badPerMinute: Math.round(perMinute * failed),
});

export const silence = (hours: number): Phase => ({
  seconds: hours * 3_600,
  goodPerMinute: 0,
  badPerMinute: 0,
});

export const incident = (...phases: Phase[]): Incident => ({ id: 'story', title: 'a story', phases });

/**
 * Notifications of the deployed alarms, each with its receiver and its seconds: `page availability-page 21670`.
 * @param told events of the availability objective.
 * @param story what else is published.
 */
export const notifications = (told: Incident, story: Story = {}, about = /./): string[] => {
  const everything = published({ ...incidentOf('availability', told), ...pulse, ...story });
  const { names, alarm } = evaluator(monitoring, everything, minutesOf(told));
  const sent = names
    .filter((name) => about.test(name))
    .flatMap((name) =>
      alarm(name).topics.flatMap((topic) => alarm(name).sent.map((at) => ({ name, topic, at }))),
    );
  return sent
    .toSorted((left, right) => left.at - right.at)
    .map(({ name, topic, at }) => `${topic.startsWith('Page') ? 'page' : 'ticket'} ${name} ${at}`);
};
