// Whether a simulated appliance can use a file that was uploaded, and what it then does: the same for every endpoint
// that receives files.

import type { BehaviourName } from '../behaviour/behaviours.ts';
import type { Appliance, StoredState } from './appliance.ts';
import { type BackupReader, UnusableBackup } from './backup-file.ts';
import type { RestoreBegun } from './restore-begun.ts';

export type FileJudgement =
  | { readonly state: StoredState }
  | { readonly refused: string; readonly behaviour: BehaviourName };

const refusedBinding = (appliance: Appliance, file: BackupReader): string | undefined => {
  const { product, version, build, siteName } = file.binding();
  const here = appliance.binding;
  if (product !== here.product)
    return `The backup was made by product ${product}; this appliance runs ${here.product}.`;
  if (version !== here.version || build !== here.build)
    return `The backup was made by version ${version} (${build}); this appliance runs ${here.version} (${here.build}).`;
  if (!appliance.options.tlsNames.includes(siteName) && siteName !== here.siteName)
    return `The backup belongs to the site ${siteName}; this appliance is ${here.siteName}.`;
  return undefined;
};

/** An appliance that refuses once has done so by that. */
const refuses = ({ failureModes }: Appliance): boolean => {
  const { restore } = failureModes;
  if (restore === 'refuse-once') delete failureModes.restore;
  return restore === 'refuse' || restore === 'refuse-once';
};

/** What the file would put in place, or why the appliance refuses it. */
export const judgeFile = (appliance: Appliance, file: BackupReader, password: string | undefined): FileJudgement => {
  try {
    const wrongPlace = refusedBinding(appliance, file);
    if (wrongPlace !== undefined) return { refused: wrongPlace, behaviour: 'restore.binding' };
    const content = file.open(password ?? appliance.options.backupPassword);
    if (refuses(appliance)) return { refused: 'The backup could not be restored.', behaviour: 'restore.failures' };
    return { state: JSON.parse(content) as StoredState };
  } catch (error) {
    if (!(error instanceof UnusableBackup)) throw error;
    return {
      refused: error.message,
      behaviour: error.why === 'wrong-password' ? 'restore.password' : 'restore.damaged',
    };
  }
};

/**
 * Begins the restore as the appliance's failure mode has it; an appliance that only confirms returns `begun` as well.
 */
export const beginRestoreInFailureMode = (
  appliance: Appliance,
  restore: { readonly state: StoredState; readonly sha256: string },
): RestoreBegun => {
  const failureMode = appliance.failureModes.restore;
  if (failureMode !== undefined) appliance.shows('restore.failures');
  if (failureMode === 'no-restart') return 'begun';
  if (!appliance.beginRestore(restore)) return 'busy';
  return failureMode === 'lost-answer' ? 'begun, answer lost' : 'begun';
};
