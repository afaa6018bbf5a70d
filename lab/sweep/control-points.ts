// The points of the workflow at which something can go wrong: the states of the deployed definition that call a
// function, each with the failures that its definition names.
import { type JsonObject, listOf, objectOf, optionalText } from '../../packages/local-cloud/base/json.ts';
import type { LocalCloud } from '../../packages/local-cloud/host/local-cloud.ts';
import { machineDefinition } from '../../packages/local-cloud/host/template/stack-resources.ts';

export interface ControlPoint {
  readonly state: string;
  readonly functionName: string;
  /** Error names in the state's Retry and Catch, without those that stand for all. */
  readonly named: readonly string[];
}

const nameIn = (functionArn: string): string => functionArn.split(':')[6] ?? functionArn;

const namesIn = (state: JsonObject): readonly string[] =>
  [...listOf(state.Retry), ...listOf(state.Catch)]
    .flatMap((rule) => listOf(objectOf(rule).ErrorEquals))
    .map(String)
    .filter((name) => !name.startsWith('States.'));

/** Of the first stack's first state machine, in the order of its definition. */
export const controlPoints = ({ templates }: Pick<LocalCloud, 'templates'>): readonly ControlPoint[] => {
  const [machine] = templates[0]?.byType('AWS::StepFunctions::StateMachine') ?? [];
  if (machine === undefined) throw new Error('the template has no state machine');
  return Object.entries(objectOf(machineDefinition(machine).States)).flatMap(([state, value]) => {
    const functionArn = optionalText(objectOf(objectOf(value).Parameters).FunctionName);
    const direct = optionalText(objectOf(value).Resource);
    const arn = functionArn ?? (direct?.includes(':function:') ? direct : undefined);
    return arn === undefined
      ? []
      : [{ state, functionName: nameIn(arn), named: [...new Set(namesIn(objectOf(value)))] }];
  });
};
