// Finds every regular expression of the product in its syntax tree, and judges each without running it: `recheck`
// follows the automaton of the expression and asks no clock. Back references and most look-arounds have none, so they
// may not be used.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import recheck from 'recheck/lib/browser.js';

export interface Expression {
  readonly pattern: string;
  readonly flags: string;
  /** The files that it stands in. */
  readonly files: readonly string[];
}

interface Node {
  readonly type?: unknown;
  readonly pattern?: unknown;
  readonly flags?: unknown;
  readonly callee?: { readonly type?: unknown; readonly value?: unknown };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function* nodesOf(value: unknown): Generator<Node> {
  if (!isObject(value)) return;
  yield value as Node;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

/**
 * Pattern and flags; `built` stands for one that is put together while the product runs, which nobody can judge
 * beforehand.
 */
const expressionIn = ({
  type,
  pattern,
  flags,
  callee,
}: Node): { pattern: string; flags: string } | 'built' | undefined => {
  if (type === 'RegExpLiteral') return { pattern: String(pattern), flags: String(flags) };
  const called = type === 'NewExpression' || type === 'CallExpression';
  return called && callee?.type === 'Identifier' && callee.value === 'RegExp' ? 'built' : undefined;
};

export const expressionsIn = (text: string): readonly ({ pattern: string; flags: string } | 'built')[] =>
  [...nodesOf(parseSync(text, { syntax: 'typescript', target: 'es2024' }))].flatMap((node) => expressionIn(node) ?? []);

export interface Found {
  readonly expressions: readonly Expression[];
  /** Files that build expressions. */
  readonly builders: readonly string[];
}

export const expressionsUnder = (folder: string): Found => {
  const found = new Map<string, Expression>();
  const builders: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    for (const one of expressionsIn(readFileSync(file, 'utf8'))) {
      if (one === 'built') builders.push(file);
      else {
        const key = `/${one.pattern}/${one.flags}`;
        found.set(key, { ...one, files: [...(found.get(key)?.files ?? []), file] });
      }
    }
  }
  return { expressions: [...found.values()], builders };
};

/**
 * `linear` where no text makes it take more than so many steps a character; otherwise what it takes, or why nobody can
 * say.
 */
export const complexityOf = ({ pattern, flags }: Pick<Expression, 'pattern' | 'flags'>): string => {
  const verdict = recheck.checkSync(pattern, flags, { checker: 'automaton', timeout: null });
  if (verdict.status === 'safe') return 'linear';
  return verdict.status === 'unknown' ? `unknown: ${verdict.error?.kind}` : (verdict.complexity?.type ?? 'vulnerable');
};
