// A form as a browser would send it: hidden fields, selections and ticks included, and where it goes.
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

const HEADINGS = 'h1, h2, h3, h4, h5, legend';

const formOf = (page: Page, form: ReturnType<Page['$']>): PageForm => {
  const { $, url } = page;
  const labelOf = (element: ReturnType<Page['$']>): string => {
    const id = element.attr('id');
    const labels = $('label').filter((_index, label) => id !== undefined && $(label).attr('for') === id);
    return tidy(`${labels.text()} ${element.closest('label').text()}`);
  };
  const inputs = form
    .find('input[name]:not([disabled])')
    .toArray()
    .map((element) => {
      const input = $(element);
      const [name, id, accept, title, hint, auto] = ['name', 'id', 'accept', 'title', 'placeholder', 'autocomplete'].map(
        (attribute) => input.attr(attribute) ?? '',
      );
      return {
        name: name ?? '',
        type: (input.attr('type') ?? 'text').toLowerCase(),
        words: tidy([labelOf(input), name, id, accept, title, hint, auto].join(' ')),
      };
    });
  const selects = form
    .find('select[name]')
    .toArray()
    .map((element) => ({
      name: $(element).attr('name') ?? '',
      options: $(element)
        .find('option')
        .toArray()
        .map((option) => ({ name: tidy($(option).text()), value: $(option).attr('value') ?? tidy($(option).text()) })),
    }));
  const radioNames = [...new Set(inputs.filter(({ type }) => type === 'radio').map(({ name }) => name))];
  const radios = radioNames.map((name) => ({
    name,
    options: form
      .find('input[type="radio"]')
      .toArray()
      .filter((element) => $(element).attr('name') === name)
      .map((element) => ({ name: labelOf($(element)), value: $(element).attr('value') ?? 'on' })),
  }));
  const buttons = form
    .find('button:not([type="button"]):not([type="reset"]), input[type="submit"], input[type="image"]')
    .toArray()
    .map((element) => {
      const button = $(element);
      const [name, value] = [button.attr('name'), button.attr('value') ?? ''];
      return { field: name ? { name, value } : undefined, text: tidy(`${button.text()} ${value}`) };
    });
  // Everything of the page in its order: the last heading before the form is the one over it.
  const all = $(`${HEADINGS}, form`);
  const before = all
    .slice(0, Math.max(0, all.index(form)))
    .filter(HEADINGS)
    .last();
  const action = form.attr('action') ?? '';
  return {
    page,
    action: URL.canParse(action, url.href) ? new URL(action, url) : undefined,
    method: form.attr('method')?.toLowerCase() === 'post' ? 'POST' : 'GET',
    fields: form.serializeArray().map(({ name, value }) => ({ name, value })),
    inputs,
    choices: [...selects, ...radios],
    buttons,
    heading: tidy(`${form.find('legend').first().text()} ${before.text()}`),
  };
};

const MOST_FORMS = 100;

/** The forms of a page in their order; of a page with very many, the first hundred. */
export const formsOf = (page: Page): readonly PageForm[] =>
  page
    .$('form')
    .slice(0, MOST_FORMS)
    .toArray()
    .map((element) => formOf(page, page.$(element)));

export const inputsOf = (form: PageForm, ...types: readonly string[]): readonly NamedInput[] =>
  form.inputs.filter(({ type }) => types.includes(type));

/** The fields with these put in place of their namesakes, or added. */
export const filled = (fields: readonly Field[], values: readonly (Field | undefined)[]): readonly Field[] => {
  const given = values.filter((value) => value !== undefined);
  return [...fields.filter(({ name }) => !given.some((one) => one.name === name)), ...given];
};
