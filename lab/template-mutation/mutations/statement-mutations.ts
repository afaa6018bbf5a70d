// Mutations of permissions: each statement of a role's policies removed, each action of a statement with several, each
// statement of a role's trust policy, and each Allow statement of the resource policies of topics, keys and functions.
import {
  type Editable,
  type EditableTemplate,
  editable,
  editableList,
  type Kind,
  type Mutation,
  plainName,
  propertiesOf,
  resourcesOf,
} from './mutation.ts';

/** Finds one policy document in the properties of its resource. */
type Place = (properties: Editable) => Editable;

interface Document {
  readonly logicalId: string;
  /** Which document of the resource, if it may have several. */
  readonly detail: string;
  readonly place: Place;
}

const attached = (template: EditableTemplate): Document[] =>
  ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    resourcesOf(template, type).map(({ logicalId }) => ({
      logicalId,
      detail: '',
      place: (properties: Editable) => editable(properties.PolicyDocument),
    })),
  );

const inline = (template: EditableTemplate): Document[] =>
  resourcesOf(template, 'AWS::IAM::Role').flatMap(({ logicalId, properties }) =>
    editableList(properties.Policies).map((_policy, index) => ({
      logicalId,
      detail: ` policy ${index}`,
      place: (given: Editable) => editable(editable(editableList(given.Policies)[index]).PolicyDocument),
    })),
  );

const ofType = (template: EditableTemplate, type: string, property: string): Document[] =>
  resourcesOf(template, type)
    .filter(({ properties }) => properties[property] !== undefined)
    .map(({ logicalId }) => ({ logicalId, detail: '', place: (properties) => editable(properties[property]) }));

const statementsOf = (template: EditableTemplate, { logicalId, place }: Document): Editable[] =>
  editableList(place(propertiesOf(template, logicalId)).Statement).map(editable);

const actionsOf = (statement: Editable): string[] => editableList(statement.Action).map(String);

const nameOf = (statement: Editable, index: number): string =>
  typeof statement.Sid === 'string' ? statement.Sid : `${index} (${actionsOf(statement).join(', ')})`;

/** Skips Deny statements: nothing in a scenario requests what they deny. */
const isAllow = (statement: Editable): boolean => statement.Effect !== 'Deny';

const without = (template: EditableTemplate, document: Document, kind: Kind): Mutation[] =>
  statementsOf(template, document).flatMap((statement, index) =>
    isAllow(statement)
      ? [
          {
            id: `${kind} ${plainName(document.logicalId)}${document.detail} ${nameOf(statement, index)}`,
            kind,
            logicalId: document.logicalId,
            actions: actionsOf(statement),
            edit: (edited: EditableTemplate) => {
              const given = document.place(propertiesOf(edited, document.logicalId));
              given.Statement = editableList(given.Statement).filter((_one, at) => at !== index);
            },
          },
        ]
      : [],
  );

const withoutAction = (template: EditableTemplate, document: Document): Mutation[] =>
  statementsOf(template, document).flatMap((statement, index) => {
    const actions = actionsOf(statement);
    if (!isAllow(statement) || actions.length < 2) return [];
    return actions.map((action) => ({
      id: `role-action ${plainName(document.logicalId)}${document.detail} ${nameOf(statement, index)} ${action}`,
      kind: 'role-action' as const,
      logicalId: document.logicalId,
      actions: [action],
      edit: (edited: EditableTemplate) => {
        const given = editable(editableList(document.place(propertiesOf(edited, document.logicalId)).Statement)[index]);
        given.Action = actions.filter((one) => one !== action);
      },
    }));
  });

const lambdaPermissions = (template: EditableTemplate): Mutation[] =>
  resourcesOf(template, 'AWS::Lambda::Permission').map(({ logicalId }) => ({
    id: `resource-statement ${plainName(logicalId)}`,
    kind: 'resource-statement',
    logicalId,
    actions: ['lambda:InvokeFunction'],
    edit: (edited) => void delete editable(edited.Resources)[logicalId],
  }));

const RESOURCE_POLICIES = [
  ['AWS::S3::BucketPolicy', 'PolicyDocument'],
  ['AWS::SNS::TopicPolicy', 'PolicyDocument'],
  ['AWS::SQS::QueuePolicy', 'PolicyDocument'],
  ['AWS::KMS::Key', 'KeyPolicy'],
] as const;

/** Every permission of the template, removed one at a time. */
export const statementMutations = (template: EditableTemplate): Mutation[] => {
  const ofRoles = [...attached(template), ...inline(template)];
  const trusts = ofType(template, 'AWS::IAM::Role', 'AssumeRolePolicyDocument');
  const ofResources = RESOURCE_POLICIES.flatMap(([type, property]) => ofType(template, type, property));
  return [
    ...ofRoles.flatMap((document) => without(template, document, 'role-statement')),
    ...ofRoles.flatMap((document) => withoutAction(template, document)),
    ...trusts.flatMap((document) => without(template, document, 'trust-statement')),
    ...ofResources.flatMap((document) => without(template, document, 'resource-statement')),
    ...lambdaPermissions(template),
  ];
};
