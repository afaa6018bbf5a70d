// The forms of a page with their controls: which belongs to which, what people read beside it, and where a form is
// sent.
import { type Control, controlOf } from './form-control.ts';
import { type Page, tidy } from './page.ts';
import { type AnyNode, namedUnder } from './page-tree.ts';

export type { Control } from './form-control.ts';

export interface PageForm {
  readonly page: Page;
  readonly action: string;
  readonly method: string;
  readonly enctype: string;
  readonly acceptCharset: string | undefined;
  /** In the order of the document, without those that are never sent. */
  readonly controls: readonly Control[];
  /** What sends it; without what is switched off. */
  readonly buttons: readonly Control[];
  /** The heading over it, or the legend in it. */
  readonly heading: string;
}

/** Limits for a form and a page: the rest is not read. */
const MOST_FORMS = 100;
const MOST_CONTROLS = 1_000;
const MOST_WORDS = 300;
const HEADINGS = 'h1, h2, h3, h4, h5, legend';
const CONTROLS = 'input, select, textarea, button';

/** What a page says of its controls and forms from outside of them; each is read once. */
interface Surroundings {
  ownerOf(control: AnyNode): AnyNode | undefined;
  labelOf(control: AnyNode): string;
  /** The last heading before a form. */
  headingOf(form: AnyNode): string;
}

const firstById = ({ $ }: Page): ReadonlyMap<string, AnyNode> => {
  const found = new Map<string, AnyNode>();
  for (const element of $('[id]').toArray()) {
    const id = $(element).attr('id') ?? '';
    if (!found.has(id)) found.set(id, element);
  }
  return found;
};

const headingsOf = ({ $ }: Page, textOf: (element: AnyNode) => string): ReadonlyMap<AnyNode, string> => {
  const headings = new Map<AnyNode, string>();
  let last: AnyNode | undefined;
  // Everything of the page in its order.
  for (const element of $(`${HEADINGS}, form`).toArray()) {
    if (!$(element).is('form')) last = element;
    else if (last) headings.set(element, textOf(last));
  }
  return headings;
};

const surroundingsOf = (page: Page): Surroundings => {
  const { $ } = page;
  const ids = firstById(page);
  const texts = new Map<AnyNode, string>();
  const textOf = (element: AnyNode): string => {
    const text = texts.get(element) ?? tidy($(element).text()).slice(0, MOST_WORDS);
    texts.set(element, text);
    return text;
  };
  const formAround = (element: AnyNode): AnyNode | undefined => $(element).closest('form').toArray()[0];
  /** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-owner */
  const ownerOf = (control: AnyNode): AnyNode | undefined => {
    const named = $(control).attr('form');
    if (named === undefined) return formAround(control);
    const form = ids.get(named);
    return form && $(form).is('form') ? form : undefined;
  };
  const labels = new Map<string, { readonly label: AnyNode; readonly form: AnyNode | undefined }[]>();
  for (const label of $('label[for]').toArray()) {
    const id = $(label).attr('for') ?? '';
    const others = labels.get(id) ?? [];
    if (others.length < MOST_FORMS) labels.set(id, [...others, { label, form: formAround(label) }]);
  }
  const headings = headingsOf(page, textOf);
  return {
    ownerOf,
    labelOf: (control) => {
      const id = $(control).attr('id');
      const named = id === undefined ? [] : (labels.get(id) ?? []);
      const form = ownerOf(control);
      // Several forms may use the same id: then a label belongs to the control in its own form.
      const near = named.filter((one) => one.form !== undefined && one.form === form);
      const far = named.filter((one) => one.form === undefined && ids.get(id ?? '') === control);
      const own = (near.length > 0 ? near : far).map(({ label }) => label);
      return tidy([...own, ...$(control).closest('label').toArray()].map(textOf).join(' ')).slice(0, MOST_WORDS);
    },
    headingOf: (form) => headings.get(form) ?? '',
  };
};

const isSubmit = ({ type }: Control): boolean => type === 'submit' || type === 'image';

const formOf = (page: Page, around: Surroundings, element: AnyNode, nodes: readonly AnyNode[]): PageForm => {
  const { $ } = page;
  const form = $(element);
  const controls = nodes.map((node) => controlOf($, node, around.labelOf(node)));
  return {
    page,
    action: form.attr('action') ?? '',
    method: form.attr('method') ?? '',
    enctype: form.attr('enctype') ?? '',
    acceptCharset: form.attr('accept-charset'),
    controls: controls.filter(({ type, isDisabled }) => !isDisabled && !['button', 'reset'].includes(type)),
    buttons: controls.filter((control) => isSubmit(control) && !control.isDisabled && !control.isHidden),
    heading: tidy(`${$([...namedUnder(element, 'legend', 1)]).text()} ${around.headingOf(element)}`).slice(
      0,
      MOST_WORDS,
    ),
  };
};

const known = new WeakMap<Page, readonly PageForm[]>();

/** The forms of a page in their order; of a page with very many, the first hundred. Read once a page. */
export const formsOf = (page: Page): readonly PageForm[] => {
  const before = known.get(page);
  if (before) return before;
  const { $ } = page;
  const around = surroundingsOf(page);
  const owned = new Map<AnyNode, AnyNode[]>(
    $('form')
      .slice(0, MOST_FORMS)
      .toArray()
      .map((form) => [form, []]),
  );
  for (const control of $(CONTROLS).toArray()) {
    if ($(control).closest('datalist').length > 0) continue;
    const owner = around.ownerOf(control);
    if (owner) owned.get(owner)?.push(control);
  }
  const forms = [...owned]
    .filter(([, nodes]) => nodes.length <= MOST_CONTROLS)
    .map(([element, nodes]) => formOf(page, around, element, nodes));
  known.set(page, forms);
  return forms;
};

/** What people see of those types and can give something to. */
export const inputsOf = (form: PageForm, ...types: readonly string[]): readonly Control[] =>
  form.controls.filter(({ type, name, isHidden }) => types.includes(type) && name !== '' && !isHidden);

export interface Choice {
  readonly name: string;
  /** What people read beside the list. */
  readonly words: string;
  readonly options: readonly { readonly text: string; readonly value: string; readonly control: Control }[];
}

/** What a person chooses one of: lists and groups of radio buttons. */
export const choicesOf = (form: PageForm): readonly Choice[] => {
  const lists = inputsOf(form, 'select').map((control) => ({
    name: control.name,
    words: control.words,
    options: control.options
      .filter(({ isDisabled }) => !isDisabled)
      .map(({ text, value }) => ({ text, value, control })),
  }));
  const radios = Map.groupBy(inputsOf(form, 'radio'), ({ name }) => name);
  const groups = [...radios].map(([name, controls]) => ({
    name,
    words: `${name} ${form.heading}`,
    options: controls.map((control) => ({ text: control.label, value: control.value, control })),
  }));
  return [...lists, ...groups];
};
