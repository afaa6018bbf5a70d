// The chain from a state's verb to its handler to its step: a reader of the workflow finds the code by its name alone.
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

const handlerOf = (verb: string): string => `functions/handlers/${verb}.ts`;
const stepOf = (verb: string): string => `functions/steps/${verb}.ts`;

const faultsOfHandler = (verb: string, verbs: readonly string[], file: SourceFile): readonly string[] => {
  const faults: string[] = [];
  const exported = [...file.exports].sort().join(', ');
  if (exported !== 'handler, wire') faults.push(`exports ${exported || 'nothing'}, not exactly handler and wire`);
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
