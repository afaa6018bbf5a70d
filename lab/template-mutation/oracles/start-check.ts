// Checks whether a mutated stack starts at all. What CloudFormation or Lambda would refuse is killed without a
// scenario.

import { freeClock } from '../../../packages/local-cloud/base/clock.ts';
import { threads } from '../../../packages/local-cloud/host/engine.ts';
import { startLocalCloud } from '../../../packages/local-cloud/host/local-cloud.ts';
import { STACK_NAME } from '../../scenario/setup/assembly.ts';
import type { EditableTemplate } from '../mutations/mutation.ts';

/**
 * Starts only the emulated cloud, without the world, and warms these functions.
 * @returns why it does not start; undefined when it does
 */
export const refusesToStart = async (
  assemblyDirectory: string,
  edit: (template: EditableTemplate) => void,
  functions: readonly string[],
): Promise<string | undefined> => {
  using clock = freeClock();
  try {
    await using cloud = await startLocalCloud({
      assemblyDirectory,
      stackNames: [STACK_NAME],
      engine: threads(clock),
      seed: 1,
      edit,
    });
    await cloud.functions.warm((name) => (functions.includes(name) ? 1 : 0));
    return undefined;
  } catch (error) {
    return Error.isError(error) ? `${error.name}: ${error.message}` : String(error);
  }
};
