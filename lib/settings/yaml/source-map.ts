// The parsed file, with the line of each value.
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Fault } from './fault.ts';

export type Path = readonly (string | number)[];

/** `pairs[0].appliances[1].address` */
export const pathInWords = (path: Path): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');

/** A TAB in the indentation causes many further parser errors. Reports only the TABs, once a line. */
const withoutTabs = (syntax: readonly Fault[], text: string): readonly Fault[] => {
  if (syntax.length === 0) return syntax;
  const tabs = text.split('\n').flatMap((line, index) => (/^ *\t/.test(line) ? [index + 1] : []));
  const [first] = tabs;
  if (first === undefined) return syntax;
  return [
    ...syntax.filter(({ line }) => line < first),
    ...tabs.map((line) => ({
      line,
      path: '',
      value: 'a TAB in the indentation',
      allowed: 'spaces: YAML allows no TAB there',
      fix: 'Replace the TAB with spaces.',
    })),
  ];
};

export class SourceMap {
  /** The content as plain values. */
  readonly content: unknown;
  /** Faults of the YAML itself. If there are any, the content is undefined. */
  readonly faults: readonly Fault[];
  private readonly document: Document;
  private readonly lines = new LineCounter();

  constructor(text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true, prettyErrors: false });
    const syntax = this.document.errors.map(({ code, message, pos }) => ({
      line: this.lines.linePos(pos[0]).line,
      path: '',
      value: code === 'DUPLICATE_KEY' ? 'the same key twice' : 'not YAML',
      allowed: 'YAML 1.2, each key once in its group',
      // The text after the colon quotes the file, and so perhaps a secret.
      fix: `${message.split(/[:\n]/)[0]}.`,
    }));
    this.faults = [...withoutTabs(syntax, text), ...this.deadAliases()];
    this.content = this.faults.length === 0 ? this.document.toJS() : undefined;
  }

  /** Line of the value at the path; if there is none, of the nearest group around it. */
  lineOf(path: Path): number {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = this.offsetAt(path.slice(0, length));
      if (offset !== undefined) return this.lines.linePos(offset).line;
    }
    return 1;
  }

  /** `*name` without `&name` before it: usually a value that begins with * and has no quotes. */
  private deadAliases(): readonly Fault[] {
    const faults: Fault[] = [];
    visit(this.document, {
      Alias: (_key, alias) => {
        if (alias.resolve(this.document) !== undefined) return;
        faults.push({
          line: this.lines.linePos(alias.range?.[0] ?? 0).line,
          path: '',
          value: 'an alias (* and a name) without an anchor',
          allowed: 'an alias of an anchor further up, or text in quotes',
          fix: 'If the value is text that begins with *, put it in quotes.',
        });
      },
    });
    return faults;
  }

  private offsetAt(path: Path): number | undefined {
    const around = this.document.getIn(path.slice(0, -1), true) ?? this.document.contents;
    const key = path.at(-1);
    if (isMap(around)) {
      const found = around.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (found && isNode(found.key)) return found.key.range?.[0];
      return undefined;
    }
    const node = this.document.getIn(path, true);
    return isNode(node) ? node.range?.[0] : undefined;
  }
}
