import { reducedTemplate, type Template } from './reduced-template.ts';

/** A request of CloudFormation, as the form that clients send. */
export type Form = URLSearchParams;

/** Changes the template of a stack on its way to the emulator. */
export type TemplateChange = (stack: string, template: Template) => Template;

const storedUnder = (emulatorUrl: string, templateUrl: string): string =>
  emulatorUrl + new URL(templateUrl).pathname;

/**
 * Stores the template of a change set again, without what the emulator cannot make, and has the change set use this one.
 * @throws {Error} when the template cannot be read or stored.
 */
export const reduceTemplateOf = async (
  form: Form,
  emulatorUrl: string,
  change: TemplateChange,
): Promise<void> => {
  const url = form.get('TemplateURL');
  if (form.get('Action') !== 'CreateChangeSet' || url === null) return;
  const answer = await fetch(storedUnder(emulatorUrl, url));
  if (!answer.ok) throw new Error(`the template ${url} cannot be read: ${answer.status}`);
  const { template } = reducedTemplate((await answer.json()) as Template);
  const changedUrl = `${url}.changed`;
  const stored = await fetch(storedUnder(emulatorUrl, changedUrl), {
    method: 'PUT',
    body: JSON.stringify(change(form.get('StackName') ?? '', template)),
  });
  if (!stored.ok) throw new Error(`the template ${changedUrl} cannot be stored: ${stored.status}`);
  form.set('TemplateURL', changedUrl);
};

const members = /^RollbackConfiguration\.RollbackTriggers\.member\.(\d+)\.Arn$/;

/** The rollback configuration of an update of CloudFormation; `undefined` when the update does not change it. */
const configurationIn = (form: Form): string | undefined => {
  const names = [...form.keys()].filter((name) => name.startsWith('RollbackConfiguration.'));
  if (names.length === 0) return undefined;
  const triggers = names.flatMap((name) => {
    if (!members.test(name)) return [];
    const type = form.get(name.replace(/Arn$/, 'Type'));
    return [`<member><Arn>${form.get(name)}</Arn><Type>${type}</Type></member>`];
  });
  const minutes = form.get('RollbackConfiguration.MonitoringTimeInMinutes') ?? '0';
  return (
    `<RollbackConfiguration><RollbackTriggers>${triggers.join('')}</RollbackTriggers>` +
    `<MonitoringTimeInMinutes>${minutes}</MonitoringTimeInMinutes></RollbackConfiguration>`
  );
};

/** Keeps the rollback triggers of stacks, which the emulator forgets. */
export const createTriggerMemory = () => {
  const configurations = new Map<string, string>();
  return {
    /** @param form an update that the emulator has taken. */
    note(form: Form): void {
      const configuration = configurationIn(form);
      if (configuration !== undefined) configurations.set(form.get('StackName') ?? '', configuration);
    },
    /** @param answer description of stacks. */
    addTo: (answer: string): string =>
      answer.replace(
        /<StackName>([^<]+)<\/StackName>/g,
        (element, name: string) => element + (configurations.get(name) ?? ''),
      ),
  };
};
