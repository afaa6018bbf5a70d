// One backup of a given size from end to end: captured from the primary, its hash proven, given to the standby; each by
// the function that does it in life. And the same capture by two tools that everybody has.
import type { ResultOf } from '../../functions/contract/workflow/step-answers.ts';
import type { BeginAnswer } from '../../functions/contract/workflow/workflow-state.ts';
import type { Taken } from '../../functions/steps/capture/take-backup.ts';
import { type Invoked, invoke } from './invoke.ts';
import type { StreamsWorld } from './streams-world.ts';

export interface StreamRun {
  readonly capture: Invoked<Taken>;
  readonly prepare: Invoked<ResultOf<'Prepare'>>;
  readonly uploadBackup: Invoked<ResultOf<'UploadBackup'>>;
}

/** Captures, proves and restores. @throws where any of it was not done */
export const streamThrough = async (world: StreamsWorld, bytes: number): Promise<StreamRun> => {
  const run = <T>(verb: string, event: object): Promise<Invoked<T>> =>
    invoke<T>(world.functionOf(verb), world.cloud.url, event);
  const capture = await run<Taken>('capture', { pair: world.pair.name });
  if (!('captured' in capture.answer) || capture.answer.bytes < bytes || capture.answer.suspect !== undefined) {
    throw new Error(`the capture ended with ${JSON.stringify(capture.answer)}`);
  }
  const task = {
    execution: 'arn:aws:states:eu-central-1:000000000000:execution:bench:bench',
    startedAt: new Date().toISOString(),
  };
  const begun = await run<BeginAnswer>('begin', { ...task, state: {}, input: {} });
  const prepare = await run<ResultOf<'Prepare'>>('prepare', { ...task, state: begun.answer });
  const state = { ...begun.answer, prepare: prepare.answer };
  const uploadBackup = await run<ResultOf<'UploadBackup'>>('upload-backup', { ...task, state });
  if (uploadBackup.answer.marker === undefined)
    throw new Error(`the restore ended with ${JSON.stringify(uploadBackup.answer)}`);
  return { capture, prepare, uploadBackup };
};
