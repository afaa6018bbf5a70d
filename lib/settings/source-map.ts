// The parsed file together with where everything in it stands.
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Fault } from './fault.ts';

export type Path = readonly (string | number)[];

/** `pairs[0].appliances[1].address` */
export const pathInWords = (path: Path): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');

export class SourceMap {
  /** The content as plain values. */
  readonly content: unknown;
  /** Faults of the YAML itself: where there are any, the content cannot be trusted. */
  readonly faults: readonly Fault[];
  private readonly document: Document;
  private readonly lines = new LineCounter();

  constructor(text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true, prettyErrors: false });
    this.faults = this.document.errors.map((error) => ({
      line: this.lines.linePos(error.pos[0]).line,
      path: '',
      value: error.code === 'DUPLICATE_KEY' ? 'the same key twice' : 'not YAML',
      allowed: 'YAML 1.2, each key once in its group',
      fix: `${error.message.split('\n')[0]}.`,
    }));
    this.content = this.faults.length === 0 ? this.document.toJS() : undefined;
  }

  /** Line of what stands at the path; where nothing does, of the nearest thing around it. */
  lineOf(path: Path): number {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = this.offsetAt(path.slice(0, length));
      if (offset !== undefined) return this.lines.linePos(offset).line;
    }
    return 1;
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
