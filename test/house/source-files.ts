// Reads the repository's own source for the tests of its rules: files, what each imports, what it exports and does.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';

/** One written import, whatever its form. */
export interface Import {
  /** As written: `./x.ts`, `node:fs`, `zod/mini`. */
  readonly written: string;
  /** Path from the root of the repository for relative ones, else undefined. */
  readonly path: string | undefined;
  /** Erased when types are stripped: brings no code along. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names of its value exports. */
  readonly exports: readonly string[];
  /** Node types of its syntax tree; besides `async` and `catch without a name` where they occur. */
  readonly syntax: ReadonlySet<string>;
  /**
   * Names that occur as expressions: `Date.now`, `process.env`, and `new Date()` for constructors without arguments.
   */
  readonly mentions: ReadonlySet<string>;
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const childrenOf = (node: object): unknown[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]));

function* walk(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const child of childrenOf(value)) yield* walk(child);
}

const textOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined;
  if (node.type === 'StringLiteral' || node.type === 'Identifier') return String(node.value);
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis) || node.quasis.length !== 1) return undefined;
  return String((node.quasis[0] as { cooked: string }).cooked);
};

const allTypes = (specifiers: unknown): boolean =>
  Array.isArray(specifiers) &&
  specifiers.length > 0 &&
  specifiers.every((one: Readonly<Record<string, unknown>>) => one.isTypeOnly === true);

const dynamicSource = (node: Node): unknown => {
  const callee = node.callee as Node;
  const isImport = callee.type === 'Import' || (callee.type === 'Identifier' && callee.value === 'require');
  const [first] = node.arguments as { expression: unknown }[];
  return isImport ? first?.expression : undefined;
};

const importIn = (node: Node): { readonly written: string; readonly typeOnly: boolean } | undefined => {
  const found = (source: unknown, typeOnly: boolean) => {
    const written = textOf(source);
    return written === undefined ? undefined : { written, typeOnly };
  };
  if (node.type === 'ImportDeclaration') return found(node.source, node.typeOnly === true || allTypes(node.specifiers));
  if (node.type === 'ExportNamedDeclaration')
    return found(node.source, node.typeOnly === true || allTypes(node.specifiers));
  if (node.type === 'ExportAllDeclaration') return found(node.source, node.typeOnly === true);
  if (node.type === 'TsImportType') return found(node.argument, true);
  if (node.type === 'CallExpression') return found(dynamicSource(node), false);
  return undefined;
};

const declaredIn = (declaration: Node): readonly string[] => {
  if (declaration.type === 'VariableDeclaration') {
    return (declaration.declarations as { id: Node }[]).flatMap(({ id }) => textOf(id) ?? ['(pattern)']);
  }
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    return [textOf(declaration.identifier) ?? '(nameless)'];
  }
  return [];
};

const exportedBy = (node: Node): readonly string[] => {
  if (node.type === 'ExportDeclaration') return declaredIn(node.declaration as Node);
  if (node.type === 'ExportDefaultExpression' || node.type === 'ExportDefaultDeclaration') return ['default'];
  if (node.type === 'ExportAllDeclaration') return ['*'];
  if (node.type !== 'ExportNamedDeclaration' || node.typeOnly === true) return [];
  const specifiers = node.specifiers as { isTypeOnly?: boolean; orig?: Node; exported?: Node | null }[];
  return specifiers.filter((one) => one.isTypeOnly !== true).map((one) => textOf(one.exported ?? one.orig) ?? '*');
};

const mentionIn = (node: Node): string | undefined => {
  if (node.type === 'NewExpression') {
    const bare = !Array.isArray(node.arguments) || node.arguments.length === 0;
    return bare ? `new ${textOf(node.callee)}()` : undefined;
  }
  if (node.type !== 'MemberExpression') return undefined;
  const [object, property] = [textOf(node.object), textOf(node.property)];
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
};

const isAsync = ({ async, function: body }: Node): boolean =>
  async === true || (typeof body === 'object' && body !== null && 'async' in body && body.async === true);

const syntaxIn = (node: Node): readonly string[] => [
  node.type,
  ...(isAsync(node) ? ['async'] : []),
  ...(node.type === 'CatchClause' && !node.param ? ['catch without a name'] : []),
];

/** Reads one file from its text; relative imports are resolved as written, since imports carry their ending. */
export const sourceFile = (path: string, text: string): SourceFile => {
  const nodes = [...walk(parseSync(text, { syntax: 'typescript', target: 'es2024' }))];
  const imports = nodes.flatMap((node) => importIn(node) ?? []);
  return {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: imports.map(({ written, typeOnly }) => ({
      written,
      typeOnly,
      path: written.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), written)) : undefined,
    })),
    exports: nodes.flatMap(exportedBy),
    syntax: new Set(nodes.flatMap(syntaxIn)),
    mentions: new Set(nodes.flatMap((node) => mentionIn(node) ?? [])),
  };
};

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Every TypeScript file under those folders of the repository; a folder may be missing. */
export const readSource = (folders: readonly string[]): readonly SourceFile[] =>
  folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => join(entry.parentPath, entry.name))
        .map((absolute) => sourceFile(relative(ROOT, absolute).split(sep).join('/'), readFileSync(absolute, 'utf8'))),
    );
