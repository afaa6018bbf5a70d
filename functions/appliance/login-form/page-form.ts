// A form as a browser would send it: hidden fields, selections and ticks included, and where it goes.
import type { Cheerio, load } from 'cheerio/slim';
import type { Page } from './page.ts';
import { tidy } from './page.ts';

export interface Field {
  readonly name: string;
  readonly value: string;
}

/** An input as people know it: by its label and everything else that names it. */
export interface NamedInput {
  readonly name: string;
  readonly type: string;
  readonly words: string;
}

export interface Button {
  /** What is sent when it is pressed; undefined for a button without a name. */
  readonly field: Field | undefined;
  readonly text: string;
}

export interface PageForm {
  readonly page: Page;
  readonly action: URL | undefined;
  readonly method: 'GET' | 'POST';
  /** What is sent besides files and the button. */
  readonly fields: readonly Field[];
  readonly inputs: readonly NamedInput[];
  readonly choices: readonly { readonly name: string; readonly options: readonly Field[] }[];
  readonly buttons: readonly Button[];
  /** The heading over it, or the legend in it. */
  readonly heading: string;
}

/** More of a form, or of a page, is not looked at: whoever sends so many wants our time. */
const MOST_FORMS = 100;
const MOST_CONTROLS = 300;
const MOST_WORDS = 300;
const HEADINGS = 'h1, h2, h3, h4, h5, legend';

type AnyNode = Extract<Parameters<typeof load>[0], readonly unknown[]>[number];
type Selection = Cheerio<AnyNode>;

/** What a page says of its controls and forms from outside of them; each is read once. */
interface Surroundings {
  labelOf(element: Selection): string;
  /** The last heading before a form. */
  headingOf(form: AnyNode): string;
}

const surroundingsOf = ({ $ }: Page): Surroundings => {
  const texts = new Map<AnyNode, string>();
  const textOf = (element: AnyNode): string => {
    const text = texts.get(element) ?? tidy($(element).text()).slice(0, MOST_WORDS);
    texts.set(element, text);
    return text;
  };
  const labels = new Map<string, AnyNode[]>();
  for (const label of $('label[for]').toArray()) {
    const id = $(label).attr('for') ?? '';
    labels.set(id, [...(labels.get(id) ?? []).slice(0, MOST_CONTROLS), label]);
  }
  const headings = new Map<AnyNode, string>();
  let last: AnyNode | undefined;
  // Everything of the page in its order.
  for (const element of $(`${HEADINGS}, form`).toArray()) {
    if (!$(element).is('form')) last = element;
    else if (last) headings.set(element, textOf(last));
  }
  return {
    labelOf: (element) => {
      const id = element.attr('id');
      const named = id === undefined ? [] : (labels.get(id) ?? []);
      return tidy([...named, ...element.closest('label').toArray()].map(textOf).join(' ')).slice(0, MOST_WORDS);
    },
    headingOf: (form) => headings.get(form) ?? '',
  };
};

const controlsOf = (form: Selection, selector: string): readonly AnyNode[] =>
  form.find(selector).toArray().slice(0, MOST_CONTROLS);

const formOf = (page: Page, { labelOf, headingOf }: Surroundings, element: AnyNode): PageForm => {
  const { $, url } = page;
  const form = $(element);
  const inputs = controlsOf(form, 'input[name]:not([disabled])').map((one) => {
    const input = $(one);
    const [name, id, accept, title, hint, auto] = ['name', 'id', 'accept', 'title', 'placeholder', 'autocomplete'].map(
      (attribute) => (input.attr(attribute) ?? '').slice(0, MOST_WORDS),
    );
    return {
      name: input.attr('name') ?? '',
      type: (input.attr('type') ?? 'text').toLowerCase(),
      words: tidy([labelOf(input), name, id, accept, title, hint, auto].join(' ')),
    };
  });
  const selects = controlsOf(form, 'select[name]').map((one) => ({
    name: $(one).attr('name') ?? '',
    options: controlsOf($(one), 'option').map((option) => ({
      name: tidy($(option).text()),
      value: $(option).attr('value') ?? tidy($(option).text()),
    })),
  }));
  const radios = new Map<string, Field[]>();
  for (const one of controlsOf(form, 'input[type="radio"][name]:not([disabled])')) {
    const name = $(one).attr('name') ?? '';
    radios.set(name, [...(radios.get(name) ?? []), { name: labelOf($(one)), value: $(one).attr('value') ?? 'on' }]);
  }
  const buttons = controlsOf(
    form,
    'button:not([type="button"]):not([type="reset"]), input[type="submit"], input[type="image"]',
  ).map((one) => {
    const button = $(one);
    const [name, value] = [button.attr('name'), button.attr('value') ?? ''];
    return { field: name ? { name, value } : undefined, text: tidy(`${button.text()} ${value}`) };
  });
  const action = form.attr('action') ?? '';
  return {
    page,
    action: URL.canParse(action, url.href) ? new URL(action, url) : undefined,
    method: form.attr('method')?.toLowerCase() === 'post' ? 'POST' : 'GET',
    fields: form.serializeArray().map(({ name, value }) => ({ name, value })),
    inputs,
    choices: [...selects, ...[...radios].map(([name, options]) => ({ name, options }))],
    buttons,
    heading: tidy(`${form.find('legend').first().text()} ${headingOf(element)}`),
  };
};

const known = new WeakMap<Page, readonly PageForm[]>();

/** The forms of a page in their order; of a page with very many, the first hundred. Read once a page. */
export const formsOf = (page: Page): readonly PageForm[] => {
  const before = known.get(page);
  if (before) return before;
  const surroundings = surroundingsOf(page);
  const forms = page
    .$('form')
    .slice(0, MOST_FORMS)
    .toArray()
    .map((element) => formOf(page, surroundings, element));
  known.set(page, forms);
  return forms;
};

export const inputsOf = (form: PageForm, ...types: readonly string[]): readonly NamedInput[] =>
  form.inputs.filter(({ type }) => types.includes(type));

/** The fields with these put in place of their namesakes, or added. */
export const filled = (fields: readonly Field[], values: readonly (Field | undefined)[]): readonly Field[] => {
  const given = values.filter((value) => value !== undefined);
  return [...fields.filter(({ name }) => !given.some((one) => one.name === name)), ...given];
};
