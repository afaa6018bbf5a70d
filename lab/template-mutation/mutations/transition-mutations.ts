// Mutations of state machines: each Next, Default, choice rule and Catch leads elsewhere, or a rule, Default, Catch or
// Retry is removed.
import { changeDefinition, readDefinition } from './definition-text.ts';
import {
  type Editable,
  type EditableTemplate,
  editable,
  editableList,
  type Mutation,
  plainName,
  propertiesOf,
  resourcesOf,
} from './mutation.ts';

type States = Readonly<Record<string, unknown>>;

const targetsOf = (state: Editable): string[] =>
  [state.Next, ...editableList(state.Choices).map((rule) => editable(rule).Next), state.Default].flatMap((next) =>
    typeof next === 'string' ? [next] : [],
  );

const isEnd = (state: Editable): boolean => state.Type === 'Succeed' || state.Type === 'Fail' || state.End === true;

/** Where a mutated transition leads: one state further, or to another end. */
const elsewhere = (states: States, from: string, target: string): string => {
  const beyond = targetsOf(editable(states[target])).reverse();
  const ends = Object.keys(states).filter((name) => isEnd(editable(states[name])));
  const found = [...beyond, ...ends].find((name) => name !== target && name !== from);
  if (found === undefined) throw new Error(`the transition from ${from} to ${target} has no other possible target`);
  return found;
};

interface Change {
  readonly detail: string;
  readonly ledTo?: string;
  readonly change: (state: Editable) => void;
}

const redirected = (
  states: States,
  name: string,
  where: string,
  holder: (state: Editable) => Editable,
  key: string,
): Change[] => {
  const target = holder(editable(states[name]))[key];
  if (typeof target !== 'string') return [];
  const other = elsewhere(states, name, target);
  return [
    {
      detail: `${where} to ${other} instead of ${target}`,
      change: (state) => {
        holder(state)[key] = other;
      },
    },
  ];
};

const listed = (states: States, name: string, list: 'Choices' | 'Catch' | 'Retry'): Change[] =>
  editableList(editable(states[name])[list]).flatMap((one, index) => {
    const { Next: next } = editable(one);
    const changes: readonly Change[] = [
      {
        detail: `${list} ${index} removed`,
        change: (state) => void editableList(state[list]).splice(index, 1),
      },
      ...redirected(states, name, `${list} ${index}`, (state) => editable(editableList(state[list])[index]), 'Next'),
    ];
    return list === 'Choices' && typeof next === 'string'
      ? changes.map((change) => ({ ...change, ledTo: next }))
      : [...changes];
  });

const changesOf = (states: States, name: string): Change[] => [
  ...redirected(states, name, 'Next', (state) => state, 'Next'),
  ...listed(states, name, 'Choices'),
  ...redirected(states, name, 'Default', (state) => state, 'Default'),
  ...(editable(states[name]).Default === undefined
    ? []
    : [{ detail: 'Default removed', change: (state: Editable) => void delete state.Default }]),
  ...listed(states, name, 'Catch'),
  ...listed(states, name, 'Retry'),
];

/** Every transition of every state machine of the template, changed one at a time. */
export const transitionMutations = (template: EditableTemplate): Mutation[] =>
  resourcesOf(template, 'AWS::StepFunctions::StateMachine').flatMap(({ logicalId, properties }) => {
    const states = editable(readDefinition(properties).States);
    return Object.keys(states).flatMap((state) =>
      changesOf(states, state).map(({ detail, change, ledTo }) => ({
        id: `state-transition ${plainName(logicalId)} ${state}: ${detail}`,
        kind: 'state-transition' as const,
        logicalId,
        state,
        ...(ledTo === undefined ? {} : { ledTo }),
        edit: (edited: EditableTemplate) =>
          changeDefinition(propertiesOf(edited, logicalId), (definition) =>
            change(editable(editable(definition.States)[state])),
          ),
      })),
    );
  });
