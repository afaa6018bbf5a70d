// The chain from a state's verb to its handler to its step: readers find a state's code by its name alone.
import type { SourceFile } from './source-files.ts';

/** A handler wires and does nothing else: no decision, no repetition. */
const DECIDES = [
  'IfStatement',
  'ConditionalExpression',
  'SwitchStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'TryStatement',
];

/** The rooms of the steps: where each function's use case stands. */
const STEP_OF: Readonly<Record<string, string>> = {
  begin: 'recovery/begin/begin',
  confirm: 'recovery/confirm/confirm',
  'await-decision': 'recovery/confirm/await-decision',
  'confirm-drill': 'recovery/confirm/confirm-drill',
  reconfirm: 'recovery/confirm/reconfirm',
  prepare: 'recovery/restore/prepare',
  'upload-backup': 'recovery/restore/upload-backup',
  'await-restore': 'recovery/restore/await-restore',
  'check-standby': 'recovery/restore/check-standby',
  fence: 'recovery/fence/fence',
  promote: 'recovery/fence/promote',
  'claim-traffic': 'recovery/traffic/claim-traffic',
  'move-traffic': 'recovery/traffic/move-traffic',
  'await-traffic': 'recovery/traffic/await-traffic',
  verify: 'recovery/traffic/verify',
  'final-capture': 'recovery/planned/final-capture',
  'power-on': 'recovery/planned/power-on',
  'shut-down': 'recovery/planned/shut-down',
  finish: 'recovery/end/finish',
  'stand-down': 'recovery/end/stand-down',
  halt: 'recovery/end/halt',
  'close-out': 'recovery/end/close-out',
  capture: 'capture/capture',
  'read-back': 'capture/verify-backup',
  watch: 'monitor/watch',
  inspect: 'monitor/inspect',
  'read-power': 'monitor/read-power',
  reconcile: 'monitor/reconcile',
  operate: 'operate/operate',
  'set-primary': 'operate/set-primary',
  'check-readiness': 'readiness/check-readiness',
};

const handlerOf = (verb: string): string => `functions/handlers/${verb}.ts`;
/** Path of the step that a function wires. */
export const stepOf = (verb: string): string => `functions/steps/${STEP_OF[verb] ?? `nowhere/${verb}`}.ts`;

const faultsOfHandler = (verb: string, verbs: readonly string[], file: SourceFile): readonly string[] => {
  const faults: string[] = [];
  const exported = [...file.exports].sort().join(', ');
  if (exported !== 'wire') faults.push(`exports ${exported || 'nothing'}, not exactly wire`);
  const decides = DECIDES.filter((type) => file.syntax.has(type));
  if (decides.length > 0) faults.push(`decides by itself (${decides.join(', ')})`);
  const values = file.imports.filter(({ typeOnly }) => !typeOnly).map(({ path }) => path);
  if (!values.includes(stepOf(verb))) faults.push(`does not import ${stepOf(verb)}`);
  for (const other of verbs.filter((one) => one !== verb)) {
    if (values.includes(stepOf(other))) faults.push(`imports ${stepOf(other)}, another function's step`);
    if (values.includes(handlerOf(other))) faults.push(`imports ${handlerOf(other)}, another handler`);
  }
  return faults.map((fault) => `${file.path} ${fault}`);
};

const faultsOfStep = (verb: string, verbs: readonly string[], file: SourceFile): readonly string[] =>
  file.imports
    .filter(({ path }) => verbs.some((other) => other !== verb && path === stepOf(other)))
    .map(({ path }) => `${file.path} imports ${path}: steps do not know each other`);

/** Breaks in the chain of any verb, in a sentence each. */
export const brokenChains = (verbs: readonly string[], files: readonly SourceFile[]): readonly string[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return verbs.flatMap((verb) => {
    const [handler, step] = [byPath.get(handlerOf(verb)), byPath.get(stepOf(verb))];
    return [
      ...(handler ? faultsOfHandler(verb, verbs, handler) : [`${handlerOf(verb)} is missing`]),
      ...(step ? faultsOfStep(verb, verbs, step) : [`${stepOf(verb)} is missing`]),
    ];
  });
};
