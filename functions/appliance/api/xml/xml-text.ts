// Parses XML from an appliance, by local name whatever the namespace. Malformed XML, or XML that declares entities,
// gives undefined, so that the reader refuses it. Never quotes the text.
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element: its attributes by local name, its own text, and its children in their order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const parser = new XMLParser({
  processEntities: false,
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  attributesGroupName: '@',
  preserveOrder: false,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** The five predefined entities of XML; any other stays as written. */
const decoded = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_all, name: string) => ENTITIES[name] ?? '');

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const textOf = (value: unknown): string => (typeof value === 'string' ? decoded(value.trim()) : '');

const elementOf = (name: string, value: unknown): XmlElement => {
  if (!isGroup(value)) return { name, attributes: {}, text: textOf(value), children: [] };
  const { '@': attributes, '#text': text, ...rest } = value;
  const given = isGroup(attributes) ? Object.entries(attributes) : [];
  return {
    name,
    attributes: Object.fromEntries(given.map(([key, one]) => [key, textOf(one)])),
    text: textOf(text),
    children: Object.entries(rest).flatMap(([key, one]) =>
      Array.isArray(one) ? one.map((each) => elementOf(key, each)) : [elementOf(key, one)],
    ),
  };
};

/** A documented answer has some hundred tags and fewer attributes; a parser is slow with many, whatever their size. */
const MOST_TAGS = 1_000;
const MOST_ATTRIBUTES = 2_000;
const MOST_CHARACTERS = 65_536;

const hasMore = (text: string, sign: string, most: number): boolean => {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
};

/** Checked before parsing, by the characters that every tag and attribute has. */
const isExcessive = (text: string): boolean =>
  text.length > MOST_CHARACTERS || hasMore(text, '<', MOST_TAGS) || hasMore(text, '=', MOST_ATTRIBUTES);

/** The root element; undefined if the text is not one whole XML document, or not one that an appliance would write. */
export const parseXml = (text: string): XmlElement | undefined => {
  if (isExcessive(text)) return undefined;
  // No documented answer has a document type: it could declare entities.
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) return undefined;
  try {
    if (XMLValidator.validate(text) !== true) return undefined;
    const roots: unknown = parser.parse(text);
    const [root, second] = isGroup(roots) ? Object.entries(roots) : [];
    return root && !second && !Array.isArray(root[1]) ? elementOf(...root) : undefined;
  } catch (error) {
    // The parser refuses names that would reach into JavaScript's objects, and endless nesting.
    if (error instanceof Error) return undefined;
    throw error;
  }
};

/** The child of that name; undefined if there is none or more than one. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined => {
  const [first, second] = element.children.filter((child) => child.name === name);
  return second ? undefined : first;
};
