// Walks over the tree of a page. The library's own searches and removals compare or move all children of an element with
// each other, which takes time with the square of their number, and a hostile page has thousands.
import type { load } from 'cheerio/slim';

export type AnyNode = Extract<Parameters<typeof load>[0], readonly unknown[]>[number];

const childrenOf = (node: AnyNode): readonly AnyNode[] => ('children' in node ? node.children : []);

const nameOf = (node: AnyNode): string => ('name' in node ? node.name : '');

/** All below it in the order of the document, without itself. */
function* nodesUnder(node: AnyNode): Generator<AnyNode> {
  const open = [childrenOf(node)[Symbol.iterator]()];
  for (let within = open.at(-1); within; within = open.at(-1)) {
    const next = within.next();
    if (next.done) open.pop();
    else {
      yield next.value;
      open.push(childrenOf(next.value)[Symbol.iterator]());
    }
  }
}

/** What `read` finds below it, the first so many. */
export const foundUnder = <T>(node: AnyNode, most: number, read: (one: AnyNode) => T | undefined): readonly T[] => {
  const found: T[] = [];
  for (const one of nodesUnder(node)) {
    const value = read(one);
    if (value !== undefined) found.push(value);
    if (found.length >= most) break;
  }
  return found;
};

/** Elements of that name below it, the first so many. */
export const namedUnder = (node: AnyNode, name: string, most: number): readonly AnyNode[] =>
  foundUnder(node, most, (one) => (nameOf(one) === name ? one : undefined));

/** Takes out every element of these names, with all that is in it. */
export const withoutElements = (root: AnyNode, names: ReadonlySet<string>): void => {
  for (const node of [root, ...nodesUnder(root)]) {
    if (!('children' in node) || !node.children.some((child) => names.has(nameOf(child)))) continue;
    node.children = node.children.filter((child) => !names.has(nameOf(child)));
    for (const [index, child] of node.children.entries()) {
      child.prev = node.children[index - 1] ?? null;
      child.next = node.children[index + 1] ?? null;
    }
  }
};
