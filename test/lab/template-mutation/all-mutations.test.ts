// Every element of a template is found by its form alone, and each mutation changes what its id says and nothing else.
import { mutationsOf } from '../../../lab/template-mutation/mutations/all-mutations.ts';
import { readDefinition } from '../../../lab/template-mutation/mutations/definition-text.ts';
import {
  type EditableTemplate,
  editable,
  KINDS,
  type Mutation,
  propertiesOf,
} from '../../../lab/template-mutation/mutations/mutation.ts';
import { smallTemplate } from './small-template.ts';

const all = mutationsOf(smallTemplate());

const idsOf = (kind: string): readonly string[] => all.filter((mutation) => mutation.kind === kind).map(({ id }) => id);

const mutation = (id: string): Mutation => {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`no mutation ${id}; there are\n${all.map((one) => one.id).join('\n')}`);
  return found;
};

const edited = (id: string): EditableTemplate => {
  const template = smallTemplate();
  mutation(id).edit(template);
  return template;
};

/** The template with the definition opened, so that two that mean the same are equal. */
const opened = (template: EditableTemplate): Record<string, unknown> => ({
  ...editable(template.Resources),
  Search: readDefinition(propertiesOf(template, 'Search')),
});

describe('the mutations of a template', () => {
  test('are of every kind there is', () => {
    expect([...new Set(all.map(({ kind }) => kind))].toSorted()).toEqual([...KINDS].toSorted());
  });

  test.each(all.map(({ id }) => id))('change the template: %s', (id) => {
    expect(opened(edited(id))).not.toEqual(opened(smallTemplate()));
  });

  test.each(all.map(({ id }) => id))('change one resource alone: %s', (id) => {
    const before = opened(smallTemplate());
    const after = opened(edited(id));
    const changed = Object.keys(before).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    expect(changed).toEqual([mutation(id).logicalId]);
  });

  test('are all different from each other', () => {
    const results = all.map(({ id }) => JSON.stringify(opened(edited(id))));
    expect(new Set(results).size).toBe(all.length);
  });

  test('name each element', () => {
    expect(idsOf('event-target')).toHaveLength(3);
    expect(idsOf('alarm-action')).toEqual([
      'alarm-action Dark AlarmActions 0',
      'alarm-action Dark OKActions 0',
      'alarm-action Gloom AlarmActions 0',
    ]);
    expect(idsOf('schedule')).toEqual(['schedule Minutely', 'schedule Nightly']);
    expect(idsOf('subscription')).toEqual(['subscription Ear', 'subscription Bell 0']);
    expect(idsOf('variable')).toEqual(['variable Look SHELF', 'variable Look LAMP']);
    expect(idsOf('role-statement')).toEqual([
      'role-statement LookPolicy Write',
      'role-statement LookRole policy 0 0 (s3:GetObject)',
    ]);
    expect(idsOf('role-action')).toEqual([
      'role-action LookPolicy Write s3:PutObject',
      'role-action LookPolicy Write s3:AbortMultipartUpload',
    ]);
    expect(idsOf('alarm-threshold')).toHaveLength(2);
    expect(idsOf('alarm-rule')).toEqual(['alarm-rule Gloom or for and']);
  });

  test('turn every operator of a rule, and no name in it', () => {
    const { AlarmRule } = propertiesOf(edited('alarm-rule Gloom or for and'), 'Gloom');
    expect(JSON.stringify(AlarmRule)).toContain(') OR NOT OK(');
  });

  test('leave a Deny alone: no scenario can miss it', () => {
    expect(all.filter(({ id }) => id.includes('Never'))).toEqual([]);
  });
});

describe('a definition in pieces', () => {
  test('keeps its references where they stood', () => {
    const properties = propertiesOf(edited('state-transition Search Look: Catch 0 removed'), 'Search');
    expect(JSON.stringify(properties)).toContain(JSON.stringify({ 'Fn::GetAtt': ['LookA1B2C3D4', 'Arn'] }));
    expect(readDefinition(properties)).toMatchObject({ States: { Look: { Catch: [], Next: 'Seen?' } } });
  });

  test('loses a rule, a Default, a Retry, and leads elsewhere', () => {
    const ids = idsOf('state-transition');
    expect(ids).toEqual(
      expect.arrayContaining([
        'state-transition Search Look: Next to Lost instead of Seen?',
        'state-transition Search Look: Retry 0 removed',
        'state-transition Search Seen?: Choices 0 removed',
        'state-transition Search Seen?: Default removed',
        'state-transition Search Seen?: Default to Won instead of Lost',
      ]),
    );
  });
});
