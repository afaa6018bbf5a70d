// Mutations of alarms: a period that is too long, a threshold that is never or always crossed, another dimension, the
// opposite treatment of missing data, and `or` instead of `and` in the rule of a composite alarm.
import {
  type Editable,
  type EditableTemplate,
  type EditableValue,
  editable,
  editableList,
  type Kind,
  type Mutation,
  plainName,
  propertiesOf,
  resourcesOf,
} from './mutation.ts';

/** Larger than every value that any of our metrics can have. */
const FAR = 1_000_000_000;

interface Change {
  readonly kind: Kind;
  readonly detail: string;
  readonly change: (alarm: Editable) => void;
}

const thresholds = (alarm: Editable): Change[] => {
  const never = String(alarm.ComparisonOperator).startsWith('Less') ? -FAR : FAR;
  const to = (detail: string, threshold: number): Change => ({
    kind: 'alarm-threshold',
    detail,
    change: (given) => {
      given.Threshold = threshold;
    },
  });
  return [to('never passed', never), to('always passed', -never)];
};

const dimensions = (alarm: Editable): Change[] =>
  editableList(alarm.Dimensions).map((dimension, index) => ({
    kind: 'alarm-dimension',
    detail: String(editable(dimension).Name),
    change: (given) => {
      const found = editable(editableList(given.Dimensions)[index]);
      found.Value = `not-${String(found.Value)}`;
    },
  }));

const changesOf = (alarm: Editable): Change[] => [
  {
    kind: 'alarm-period',
    detail: 'too long',
    change: (given) => {
      given.Period = Number(given.Period) < 60 ? 60 : 3600;
    },
  },
  ...thresholds(alarm),
  ...dimensions(alarm),
  {
    kind: 'alarm-missing-data',
    detail: 'the other way',
    change: (given) => {
      given.TreatMissingData = given.TreatMissingData === 'breaching' ? 'notBreaching' : 'breaching';
    },
  },
];

const metricAlarmMutations = (template: EditableTemplate): Mutation[] =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm').flatMap(({ logicalId, properties }) =>
    changesOf(properties).map(({ kind, detail, change }) => ({
      id: `${kind} ${plainName(logicalId)} ${detail}`,
      kind,
      logicalId,
      edit: (edited) => change(propertiesOf(edited, logicalId)),
    })),
  );

const OTHER_WORD: Readonly<Record<string, string>> = { AND: 'OR', OR: 'AND' };

const bentRule = (text: EditableValue): EditableValue =>
  typeof text === 'string'
    ? text.replaceAll(/(?<=[\s)])(?:AND|OR)(?=[\s(])/g, (word) => OTHER_WORD[word] ?? word)
    : text;

const bendRule = (alarm: Editable): void => {
  if (typeof alarm.AlarmRule === 'string') alarm.AlarmRule = bentRule(alarm.AlarmRule);
  const join = editable(alarm.AlarmRule)['Fn::Join'];
  const pieces = editableList(editableList(join)[1]);
  for (const [index, piece] of pieces.entries()) pieces[index] = bentRule(piece);
};

const ruleMutations = (template: EditableTemplate): Mutation[] =>
  resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm').map(({ logicalId }) => ({
    id: `alarm-rule ${plainName(logicalId)} or for and`,
    kind: 'alarm-rule' as const,
    logicalId,
    edit: (edited) => bendRule(propertiesOf(edited, logicalId)),
  }));

/** Every alarm of the template, with one mutation at a time. */
export const alarmMutations = (template: EditableTemplate): Mutation[] => [
  ...metricAlarmMutations(template),
  ...ruleMutations(template),
];
