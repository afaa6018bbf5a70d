// Turns the issues that the schema library reports into faults that an owner can act on.
import type * as z from 'zod/mini';
import { type SchemaNode, schemaNodesAt } from '../json-schema.ts';
import { allowedNow, carefulFix, isPlannedKey, NOT_YET } from './cautious-fix.ts';
import type { Fault } from './fault.ts';
import { nearestName } from './nearest-name.ts';
import { renamedFault, renamedKey } from './renamed-key.ts';
import { shownValue } from './shown-value.ts';
import { type Path, pathInWords, type SourceMap } from './source-map.ts';

type Issue = z.core.$ZodIssue;

/** The message of the schema library if the schema gives none. */
const UNSAID = 'Invalid input';

const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], content);

const among = (values: readonly unknown[]): string =>
  values.length === 1 ? `only ${String(values[0])}` : `one of ${values.map(String).join(', ')}`;

const numbersIn = ({ minimum, maximum, type }: SchemaNode): string => {
  const noun = type === 'integer' ? 'a whole number' : 'a number';
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  return minimum === undefined ? noun : `${noun} of at least ${minimum}`;
};

const lengthsOf = ({ minItems, maxItems }: SchemaNode): string => {
  if (minItems === undefined) return 'a list';
  if (minItems === maxItems) return `a list of exactly ${minItems}`;
  return maxItems === undefined ? `a list of at least ${minItems}` : `a list of ${minItems} to ${maxItems}`;
};

const formOf = (nodes: readonly SchemaNode[]): string => {
  const [node] = nodes;
  if (!node) return 'nothing';
  if (node.enum) return among(node.enum);
  if (node.const !== undefined) return among([...new Set(nodes.map((one) => one.const))]);
  if (node.type === 'array') return lengthsOf(node);
  if (node.type === 'object')
    return `a group with ${[...new Set(nodes.flatMap((one) => Object.keys(one.properties ?? {})))].join(', ')}`;
  if (node.type === 'integer' || node.type === 'number') return numbersIn(node);
  return 'text';
};

const fixOf = (issue: Issue, path: Path, value: unknown, nodes: readonly SchemaNode[], allowed: string): string => {
  const key = path.at(-1);
  const named = typeof key === 'number' ? 'this element' : `\`${String(key)}\``;
  const meaning = nodes.find((node) => node.description)?.description;
  const means = meaning === undefined ? '' : ` ${meaning}`;
  const careful = carefulFix(pathInWords(path));
  if (value === undefined) return careful === undefined ? `Add ${named}.${means}` : `Add ${named}. ${careful}${means}`;
  if (careful !== undefined) return careful;
  const form = nodes[0];
  if (
    issue.code === 'invalid_type' &&
    typeof value === 'string' &&
    /^(integer|number)$/.test(form?.type ?? '') &&
    /^\d+$/.test(value)
  )
    return `Remove the quotes: a number has none.`;
  if (issue.code === 'invalid_type' && typeof value === 'number' && form?.type === 'string') return `Put it in quotes.`;
  const choices = nodes.flatMap((node) => node.enum ?? (node.const === undefined ? [] : [node.const])).map(String);
  const meant = typeof value === 'string' ? nearestName(value, choices) : undefined;
  return meant === undefined ? `Change it to ${allowed.replace(/^only /, '')}.${means}` : `Write \`${meant}\`.${means}`;
};

/**
 * Of several alternatives, those that the present keys do not rule out: a group with `method: none` is not a redfish
 * one.
 */
const meantAlternatives = (nodes: readonly SchemaNode[], around: unknown): readonly SchemaNode[] => {
  const contradicts = ([key, node]: [string, SchemaNode]) =>
    node.const !== undefined && node.const !== (around as Record<string, unknown> | undefined)?.[key];
  const meant = nodes.filter((node) => !Object.entries(node.properties ?? {}).some(contradicts));
  return meant.length > 0 ? meant : nodes;
};

const unknownFix = (key: string, path: Path, meant: string | undefined): string => {
  const renamed = renamedKey(path);
  if (renamed !== undefined) return `Remove \`${key}\`: ${key} is now called ${renamed.to}, which is already set.`;
  if (isPlannedKey(pathInWords(path))) return `Remove \`${key}\`: it is ${NOT_YET}.`;
  return meant === undefined
    ? `Remove \`${key}\`: there is no such setting.`
    : `Write \`${meant}\` instead of \`${key}\`.`;
};

const unknownKeys = (issue: Issue & { code: 'unrecognized_keys' }, source: SourceMap): readonly Fault[] => {
  const around = issue.path as Path;
  const group = valueAt(source.content, around);
  const present = Object.keys((group as object | undefined) ?? {});
  const known = [
    ...new Set(meantAlternatives(schemaNodesAt(around), group).flatMap((node) => Object.keys(node.properties ?? {}))),
  ];
  return issue.keys.map((key) => {
    const path = [...around, key];
    const meant = nearestName(
      key,
      known.filter((name) => !present.includes(name)),
    );
    const value = shownValue(path, valueAt(source.content, path));
    return {
      line: source.lineOf(path),
      path: pathInWords(path),
      ...(value === undefined ? {} : { value }),
      allowed: known.length === 1 ? `only the key ${known.join()}` : `one of the keys ${known.join(', ')}`,
      fix: unknownFix(key, path, meant),
    };
  });
};

/** Faults for one issue: one for each unknown key. */
export const faultsOf = (issue: Issue, source: SourceMap): readonly Fault[] => {
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, source);
  const path = issue.path as Path;
  const found = valueAt(source.content, path);
  const renamed =
    found === undefined ? renamedFault(path, valueAt(source.content, path.slice(0, -1)), source) : undefined;
  if (renamed !== undefined) return [renamed];
  const value = shownValue(path, found);
  const nodes = schemaNodesAt(path);
  const allowed = issue.message === UNSAID ? formOf(nodes) : issue.message;
  return [
    {
      line: source.lineOf(path),
      path: pathInWords(path),
      ...(value === undefined ? {} : { value }),
      allowed: allowedNow(allowed, path, pathInWords(path), found),
      fix: fixOf(issue, path, found, nodes, allowed),
    },
  ];
};
