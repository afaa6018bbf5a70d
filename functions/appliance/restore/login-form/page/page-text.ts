// What a person reads on a page, line by line. One walk over the tree: taking elements out of it one by one takes time
// with the square of their number, and a hostile page has thousands of them.

/** The part of a node of the parsed page that a walk needs. */
export interface TextNode {
  readonly type: string;
  /** Of a text or a comment. */
  readonly data?: string;
  /** Of an element, in small letters. */
  readonly name?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly TextNode[];
}

/** What is offered to click on. */
const CLICKED: ReadonlySet<string> = new Set(['a', 'button', 'label', 'select', 'option', 'textarea']);
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'title']);
/** These end like a sentence. */
const BLOCKS: ReadonlySet<string> = new Set('p div li td th h1 h2 h3 h4 h5 h6 br form legend'.split(' '));
const BESIDE: ReadonlySet<string> = new Set(['ul', 'ol', 'nav', 'header', 'footer']);
const BESIDE_ROLES: ReadonlySet<string> = new Set(['navigation', 'menu', 'menubar', 'contentinfo']);

/** An attribute of its own, never one that every object has. */
const attributeOf = ({ attribs }: TextNode, name: string): string | undefined =>
  attribs !== undefined && Object.hasOwn(attribs, name) ? attribs[name] : undefined;

const names = (node: TextNode, attribute: string, part: string): boolean =>
  attributeOf(node, attribute)?.toLowerCase().includes(part) === true;

/** Whether people neither read it as a statement nor see it at all. */
export const isUnread = (node: TextNode): boolean =>
  CLICKED.has(node.name ?? '') || UNSEEN.has(node.name ?? '') || attributeOf(node, 'hidden') !== undefined;

/** Whether it is a menu, a list of languages, or what else stands beside the text. */
export const isBeside = (node: TextNode): boolean =>
  BESIDE.has(node.name ?? '') ||
  BESIDE_ROLES.has(attributeOf(node, 'role') ?? '') ||
  names(node, 'id', 'lang') ||
  names(node, 'class', 'lang');

/** Adds the node's text to the pieces. Pages are bounded in depth. */
const collect = (node: TextNode, isLeftOut: (node: TextNode) => boolean, pieces: string[]): void => {
  if (node.type === 'text') pieces.push(node.data ?? '');
  else if (node.type !== 'comment' && !isLeftOut(node)) {
    for (const child of node.children ?? []) collect(child, isLeftOut, pieces);
    if (BLOCKS.has(node.name ?? '')) pieces.push('\n');
  }
};

/** Text under these nodes, as it comes. */
export const textUnder = (nodes: readonly TextNode[], isLeftOut: (node: TextNode) => boolean): string => {
  const pieces: string[] = [];
  for (const node of nodes) collect(node, isLeftOut, pieces);
  return pieces.join('');
};
