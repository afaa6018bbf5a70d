// Whether a simulated box can use a file that was uploaded, and what it then does: the same for every door by which it came in.

import type { BehaviourName } from '../behaviour/behaviours.ts';
import { type BackupReader, UnusableBackup } from './backup-file.ts';
import type { Box, StoredState } from './box.ts';
import type { RestoreBegun } from './restore-begun.ts';

export type FileJudgement = { readonly state: StoredState } | { readonly refused: string; readonly behaviour: BehaviourName };

const refusedBinding = (box: Box, file: BackupReader): string | undefined => {
  const { product, version, build, siteName } = file.binding();
  const here = box.binding;
  if (product !== here.product) return `The backup was made by product ${product}; this appliance runs ${here.product}.`;
  if (version !== here.version || build !== here.build)
    return `The backup was made by version ${version} (${build}); this appliance runs ${here.version} (${here.build}).`;
  if (!box.options.tlsNames.includes(siteName) && siteName !== here.siteName)
    return `The backup belongs to the site ${siteName}; this appliance is ${here.siteName}.`;
  return undefined;
};

/** A box that refuses once has done so by that. */
const refuses = ({ moods }: Box): boolean => {
  const { restore } = moods;
  if (restore === 'refuse-once') delete moods.restore;
  return restore === 'refuse' || restore === 'refuse-once';
};

/** What the file would put in place, or why the box does not take it. */
export const judgeFile = (box: Box, file: BackupReader, password: string | undefined): FileJudgement => {
  try {
    const wrongPlace = refusedBinding(box, file);
    if (wrongPlace !== undefined) return { refused: wrongPlace, behaviour: 'restore.binding' };
    const content = file.open(password ?? box.options.backupPassword);
    if (refuses(box)) return { refused: 'The backup could not be restored.', behaviour: 'restore.failures' };
    return { state: JSON.parse(content) as StoredState };
  } catch (error) {
    if (!(error instanceof UnusableBackup)) throw error;
    return { refused: error.message, behaviour: error.why === 'wrong-password' ? 'restore.password' : 'restore.damaged' };
  }
};

/** Begins the restore as the box's mood has it; a box that only says yes has `begun` as well. */
export const beginRestoreInMood = (box: Box, restore: { readonly state: StoredState; readonly sha256: string }): RestoreBegun => {
  const mood = box.moods.restore;
  if (mood !== undefined) box.shows('restore.failures');
  if (mood === 'no-restart') return 'begun';
  if (!box.beginRestore(restore)) return 'busy';
  return mood === 'lost-answer' ? 'begun, answer lost' : 'begun';
};
