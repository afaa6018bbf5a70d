// Prints a synthesized template for reviewers, one text a topic, so that a change of the infrastructure shows in a
// review as a few changed lines. Left out is only what changes with every build or says nothing by itself.
import { nameOf, readable, TemplateText } from './template-text.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface SnapshotTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

const TOPICS: readonly (readonly [topic: string, types: RegExp])[] = [
  ['permissions', /^AWS::IAM::/],
  ['functions', /^AWS::(?:Lambda|Logs)::/],
  ['workflow', /^AWS::StepFunctions::/],
  ['alarms', /^AWS::CloudWatch::.*Alarm$/],
  ['dashboard', /^AWS::CloudWatch::Dashboard$/],
  ['starts', /^AWS::(?:Events|Scheduler|SQS)::/],
  ['storage', /^AWS::/],
];

const HEAD = `Printed from the synthesized template by \`npm run docs\`; a test fails when it is stale. The settings are those of
docs/permissions.md with \`automation: act\`: every permission and both restore methods. Left out: hashes of logical ids
and of code, versions of functions, DependsOn, Metadata, and the CDK's check of the bootstrap stack.`;

const topicOf = ({ Type }: Resource): string => {
  const [topic] = TOPICS.find(([, types]) => types.test(Type)) ?? [];
  if (topic === undefined)
    throw new Error(`No topic holds ${Type}. Fix: add it to TOPICS in scripts/pages/template-snapshot.ts.`);
  return topic;
};

/** `BeginRole (AWS::IAM::Role)` and what it holds; a policy of resources says what becomes of them. */
const printed = (text: TemplateText, name: string, resource: Resource): string => {
  const { Type, Properties, ...rest } = resource;
  const kept = Object.entries(rest).filter(([key]) => !['DependsOn', 'Metadata'].includes(key));
  const fate = kept.map(([key, value]) => `, ${key} ${String(value)}`).join('');
  return [`${name} (${Type}${fate})`, ...text.lines(readable(Properties), name)].join('\n');
};

const named = (resources: SnapshotTemplate['Resources']): ReadonlyMap<string, Resource> => {
  const found = new Map<string, Resource>();
  for (const [id, resource] of Object.entries(resources)) {
    if (resource.Type === 'AWS::Lambda::Version') continue;
    const name = nameOf(id);
    if (found.has(name)) throw new Error(`Two resources are called ${name}. Fix: give one of them another path.`);
    found.set(name, resource);
  }
  return found;
};

/** Where the texts are committed. */
export const SNAPSHOT_FOLDER = 'test/lib/snapshots';

/** Texts by topic; each resource is in one of them, in the order of names. */
export const templateSnapshot = (template: SnapshotTemplate): ReadonlyMap<string, string> => {
  const resources = [...named(template.Resources)].sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map(
    TOPICS.map(([topic]) => {
      const text = new TemplateText();
      const blocks = resources
        .filter(([, resource]) => topicOf(resource) === topic)
        .map(([name, resource]) => printed(text, name, resource));
      if (topic === 'storage')
        blocks.push(['Outputs', ...text.lines(readable(template.Outputs), 'Outputs')].join('\n'));
      return [topic, `${[HEAD, ...blocks].join('\n\n')}\n`];
    }),
  );
};
