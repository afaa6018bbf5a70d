// Mutations of the links from an event to what acts on it: rule targets, alarm actions, schedules, subscriptions, and
// the environment variables by which a function finds other resources.
import {
  type EditableTemplate,
  editable,
  editableList,
  type Mutation,
  plainName,
  propertiesOf,
  resourcesOf,
} from './mutation.ts';

const eventTargets = (template: EditableTemplate): Mutation[] =>
  resourcesOf(template, 'AWS::Events::Rule').flatMap(({ logicalId, properties }) =>
    editableList(properties.Targets).map((_target, index) => ({
      id: `event-target ${plainName(logicalId)} target ${index}`,
      kind: 'event-target' as const,
      logicalId,
      edit: (edited) => void editableList(propertiesOf(edited, logicalId).Targets).splice(index, 1),
    })),
  );

const ACTION_LISTS = ['AlarmActions', 'OKActions', 'InsufficientDataActions'];

const ALARMS = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

const alarmActions = (template: EditableTemplate): Mutation[] =>
  ALARMS.flatMap((type) => resourcesOf(template, type)).flatMap(({ logicalId, properties }) =>
    ACTION_LISTS.flatMap((list) =>
      editableList(properties[list]).map((_action, index) => ({
        id: `alarm-action ${plainName(logicalId)} ${list} ${index}`,
        kind: 'alarm-action' as const,
        logicalId,
        edit: (edited) => void editableList(propertiesOf(edited, logicalId)[list]).splice(index, 1),
      })),
    ),
  );

const removed = (kind: 'schedule' | 'subscription', logicalId: string): Mutation => ({
  id: `${kind} ${plainName(logicalId)}`,
  kind,
  logicalId,
  edit: (edited) => void delete editable(edited.Resources)[logicalId],
});

const schedules = (template: EditableTemplate): Mutation[] => [
  ...resourcesOf(template, 'AWS::Scheduler::Schedule').map(({ logicalId }) => removed('schedule', logicalId)),
  ...resourcesOf(template, 'AWS::Events::Rule')
    .filter(({ properties }) => properties.ScheduleExpression !== undefined)
    .map(({ logicalId }) => removed('schedule', logicalId)),
];

const subscriptions = (template: EditableTemplate): Mutation[] => [
  ...resourcesOf(template, 'AWS::SNS::Subscription').map(({ logicalId }) => removed('subscription', logicalId)),
  ...resourcesOf(template, 'AWS::SNS::Topic').flatMap(({ logicalId, properties }) =>
    editableList(properties.Subscription).map((_subscription, index) => ({
      id: `subscription ${plainName(logicalId)} ${index}`,
      kind: 'subscription' as const,
      logicalId,
      edit: (edited: EditableTemplate) =>
        void editableList(propertiesOf(edited, logicalId).Subscription).splice(index, 1),
    })),
  ),
];

const variablesIn = (template: EditableTemplate, logicalId: string) =>
  editable(editable(propertiesOf(template, logicalId).Environment).Variables);

const variables = (template: EditableTemplate): Mutation[] =>
  resourcesOf(template, 'AWS::Lambda::Function').flatMap(({ logicalId }) =>
    Object.keys(variablesIn(template, logicalId)).map((name) => ({
      id: `variable ${plainName(logicalId)} ${name}`,
      kind: 'variable' as const,
      logicalId,
      edit: (edited) => void delete variablesIn(edited, logicalId)[name],
    })),
  );

/** Every target, action, schedule, subscription and variable of the template, removed one at a time. */
export const linkMutations = (template: EditableTemplate): Mutation[] => [
  ...eventTargets(template),
  ...alarmActions(template),
  ...schedules(template),
  ...subscriptions(template),
  ...variables(template),
];
