// Edits a state machine's definition inside a template. The template holds it as JSON text in pieces between
// references; this file parses it into an object and writes it back with every reference in its place.
import { type Editable, type EditableValue, editable, editableList } from './mutation.ts';

const MARK = /@@reference-(\d+)@@/;

/** Changes the definition in the properties of a state machine. */
export const changeDefinition = (properties: Editable, change: (definition: Editable) => void): void => {
  if (properties.Definition !== undefined) {
    change(editable(properties.Definition));
    return;
  }
  const given = properties.DefinitionString;
  const [between, pieces] = typeof given === 'string' ? ['', [given]] : editableList(editable(given)['Fn::Join']);
  const references: EditableValue[] = [];
  const text = editableList(pieces)
    .map((piece) => (typeof piece === 'string' ? piece : `@@reference-${references.push(piece) - 1}@@`))
    .join(String(between));
  const definition = editable(JSON.parse(text));
  change(definition);
  const parts = JSON.stringify(definition)
    .split(MARK)
    .map((part, index) => (index % 2 === 0 ? part : references[Number(part)]));
  properties.DefinitionString = { 'Fn::Join': ['', parts.filter((part) => part !== '')] };
};

/** The definition with marks in place of references, for reading only. */
export const readDefinition = (properties: Editable): Editable => {
  let found: Editable = {};
  changeDefinition(structuredClone(properties), (definition) => {
    found = definition;
  });
  return found;
};
