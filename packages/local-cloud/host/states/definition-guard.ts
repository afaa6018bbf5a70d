// Refuses a state machine definition that the interpreter would run differently from AWS, and says which state and why.
// A few differences can be written away instead: see `asRunHere`.

import aslValidator from 'asl-validator';
import { isObject, type Json, type JsonObject, listOf, objectOf, optionalText } from '../../base/json.ts';

interface StateIn {
  readonly name: string;
  readonly state: JsonObject;
  /** True inside a branch or an iteration. */
  readonly nested: boolean;
}

const statesIn = (machine: JsonObject, nested = false): StateIn[] =>
  Object.entries(objectOf(machine.States)).flatMap(([name, value]) => {
    const state = objectOf(value);
    const inner = [...listOf(state.Branches), state.ItemProcessor ?? null, state.Iterator ?? null].filter(isObject);
    return [{ name, state, nested }, ...inner.flatMap((branch) => statesIn(branch, true))];
  });

const rulesIn = (rule: JsonObject): JsonObject[] => [
  rule,
  ...[...listOf(rule.And), ...listOf(rule.Or), rule.Not ?? null].filter(isObject).flatMap(rulesIn),
];

const textsIn = (value: Json | undefined): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as Json[]).flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
};

const withoutMachines = (state: JsonObject): JsonObject => {
  const { Branches: _branches, ItemProcessor: _processor, Iterator: _iterator, ...own } = state;
  return own;
};

const LAMBDA_INVOKE = /^arn:aws:states:::lambda:invoke$/;
const SNS_PUBLISH = /^arn:aws:states:::sns:publish$/;
const PLAIN_FUNCTION = /^arn:aws:lambda:[^:]+:\d+:function:/;
const CONTEXT_GIVEN =
  /^\$\$\.(Execution(\.(Id|Name|StartTime|Input|RoleArn)\b.*)?|State\.(Name|EnteredTime)|StateMachine(\.(Id|Name))?|Map\.Item\..+)$/;
const CONTEXT_GIVEN_NESTED = /^\$\$\.(Execution\.(Id|Name|RoleArn)|StateMachine(\.(Id|Name))?|Map\.Item\..+)$/;

const taskFaults = (state: JsonObject): string[] => {
  const resource = optionalText(state.Resource) ?? '';
  const parameters = objectOf(state.Parameters);
  const faults: string[] = [];
  if (resource.includes('.waitForTaskToken')) faults.push('waitForTaskToken: nothing here gives or takes task tokens');
  else if (!LAMBDA_INVOKE.test(resource) && !SNS_PUBLISH.test(resource) && !PLAIN_FUNCTION.test(resource))
    faults.push(`integration ${resource}: only lambda:invoke, sns:publish and a function's own ARN are run here`);
  if (state.TimeoutSeconds === undefined)
    faults.push('no TimeoutSeconds: the interpreter would end it after 60 s, AWS after a year');
  if (state.HeartbeatSeconds !== undefined || state.HeartbeatSecondsPath !== undefined)
    faults.push('HeartbeatSeconds is ignored here');
  const invocationType = parameters.InvocationType ?? 'RequestResponse';
  if (invocationType !== 'RequestResponse')
    faults.push(`InvocationType ${JSON.stringify(invocationType)} is not built here`);
  return faults;
};

const choiceFaults = (state: JsonObject): string[] =>
  listOf(state.Choices)
    .filter(isObject)
    .flatMap(rulesIn)
    .flatMap((rule) =>
      Object.entries(rule).flatMap(([operator, operand]) => {
        if (operator.startsWith('Is') && operand === false)
          return [`${operator}: false never matches here: write Not around ${operator}: true`];
        if (/^Numeric(?!.*Path$)/.test(operator) && typeof operand !== 'number')
          return [`${operator} compares with ${JSON.stringify(operand)}, which is not a number`];
        if (/^(String|Timestamp)/.test(operator) && typeof operand !== 'string')
          return [`${operator} compares with ${JSON.stringify(operand)}, which is not text`];
        return [];
      }),
    );

const contextFaults = ({ state, nested }: StateIn): string[] =>
  textsIn(withoutMachines(state))
    .flatMap((text) => text.match(/\$\$[\w.[\]'"*-]*/g) ?? [])
    .filter((path) => !(nested ? CONTEXT_GIVEN_NESTED : CONTEXT_GIVEN).test(path))
    .map((path) => `context path ${path} has no true value here`);

const faultsOf = (found: StateIn): string[] => {
  const { state } = found;
  const faults: string[] = [];
  if (state.QueryLanguage !== undefined && state.QueryLanguage !== 'JSONPath')
    faults.push('QueryLanguage JSONata passes through unread');
  if (state.Assign !== undefined) faults.push('Assign is ignored here');
  if (state.Arguments !== undefined || state.Output !== undefined)
    faults.push('Arguments and Output belong to JSONata');
  if (state.Type === 'Task') faults.push(...taskFaults(state));
  if (state.Type === 'Choice') faults.push(...choiceFaults(state));
  if (state.Type === 'Pass' && state.Result !== undefined && !state.Result)
    faults.push('a falsy Result passes the input on instead');
  if (state.Type === 'Map') {
    const mode = objectOf(objectOf(state.ItemProcessor).ProcessorConfig).Mode;
    if (
      mode === 'DISTRIBUTED' ||
      state.ItemReader !== undefined ||
      state.ItemBatcher !== undefined ||
      state.ResultWriter !== undefined
    )
      faults.push('a distributed Map is not run here');
    if (state.ToleratedFailureCount !== undefined || state.ToleratedFailurePercentage !== undefined)
      faults.push('ToleratedFailure is ignored here');
  }
  const resultPaths = [state.ResultPath, ...listOf(state.Catch).map((one) => objectOf(one).ResultPath)];
  if (resultPaths.includes('$'))
    faults.push('ResultPath "$" makes a field of that name here: leave it out, it is the default');
  for (const field of ['ErrorPath', 'CausePath'])
    if (optionalText(state[field])?.startsWith('States.'))
      faults.push(`intrinsic function in ${field} is not evaluated here`);
  return [...faults, ...contextFaults(found)];
};

/**
 * Definitions found to be in order: the validator compiles its schema anew at every call, and many labs run one
 * definition.
 */
const inOrder = new Set<string>();
const MOST_REMEMBERED = 16;

/** Throws with every reason why this definition cannot be run truly here. */
export const guardDefinition = (definition: JsonObject): void => {
  const text = JSON.stringify(definition);
  if (inOrder.has(text)) return;
  const faults: string[] = [];
  if (definition.QueryLanguage !== undefined && definition.QueryLanguage !== 'JSONPath')
    faults.push('QueryLanguage JSONata passes through unread');
  faults.push(...statesIn(definition).flatMap((found) => faultsOf(found).map((fault) => `${found.name}: ${fault}`)));
  if (faults.length === 0) {
    const checked = aslValidator(definition);
    if (!checked.isValid) faults.push(checked.errorsText('; '));
  }
  if (faults.length > 0) throw new Error(`the lab cannot run this state machine truly: ${faults.join('; ')}`);
  if (inOrder.size >= MOST_REMEMBERED) inOrder.clear();
  inOrder.add(text);
};

const typeTest = (operator: string): string | undefined => {
  if (/^Numeric(Less|Greater)/.test(operator)) return 'IsNumeric';
  if (/^String(Less|Greater|Matches)/.test(operator)) return 'IsString';
  return operator.startsWith('Timestamp') ? 'IsTimestamp' : undefined;
};

const typedRule = (rule: JsonObject): JsonObject => {
  const { Next, ...test } = rule;
  const next = Next === undefined ? {} : { Next };
  if (test.And !== undefined) return { And: listOf(test.And).map((one) => typedRule(objectOf(one))), ...next };
  if (test.Or !== undefined) return { Or: listOf(test.Or).map((one) => typedRule(objectOf(one))), ...next };
  if (test.Not !== undefined) return { Not: typedRule(objectOf(test.Not)), ...next };
  const needed = Object.keys(test)
    .map(typeTest)
    .find((one) => one !== undefined);
  return needed === undefined ? rule : { And: [{ Variable: test.Variable ?? '$', [needed]: true }, test], ...next };
};

const typedMachine = (machine: JsonObject): JsonObject => ({
  ...machine,
  States: Object.fromEntries(
    Object.entries(objectOf(machine.States)).map(([name, value]) => {
      const state = objectOf(value);
      const choices =
        state.Choices === undefined ? {} : { Choices: listOf(state.Choices).map((one) => typedRule(objectOf(one))) };
      const branches =
        state.Branches === undefined
          ? {}
          : { Branches: listOf(state.Branches).map((one) => typedMachine(objectOf(one))) };
      const items = isObject(state.ItemProcessor) ? { ItemProcessor: typedMachine(state.ItemProcessor) } : {};
      const iterated = isObject(state.Iterator) ? { Iterator: typedMachine(state.Iterator) } : {};
      return [name, { ...state, ...choices, ...branches, ...items, ...iterated }];
    }),
  ),
});

/**
 * The definition as the interpreter must be given it. AWS lets a comparison of unlike types be false, the interpreter
 * turns
 * "5" into 5: each ordering comparison gets a test of the type before it.
 */
export const asRunHere = (definition: JsonObject): JsonObject => typedMachine(definition);

/** The names of all Task states with their resources, inner ones included. */
export const tasksIn = (definition: JsonObject): { readonly name: string; readonly resource: string }[] =>
  statesIn(definition)
    .filter(({ state }) => state.Type === 'Task')
    .map(({ name, state }) => ({ name, resource: optionalText(state.Resource) ?? '' }));
