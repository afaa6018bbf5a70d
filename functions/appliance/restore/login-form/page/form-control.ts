// One control of a form, as HTML has it and as people know it.
import type { CheerioAPI } from 'cheerio/slim';
import { tidy } from './page.ts';
import { type AnyNode, namedUnder } from './page-tree.ts';

export interface Option {
  /** What people read. */
  readonly text: string;
  readonly value: string;
  readonly isOn: boolean;
  readonly isDisabled: boolean;
}

export interface Control {
  /** Type of an input, in small letters; `select`, `select-multiple`, `textarea`; of buttons `submit` or `image`. */
  readonly type: string;
  readonly name: string;
  readonly value: string;
  /** What people read beside it; of buttons, on it. */
  readonly label: string;
  /** All that names it. */
  readonly words: string;
  readonly isOn: boolean;
  readonly isDisabled: boolean;
  /** Nobody sees it. */
  readonly isHidden: boolean;
  readonly isReadOnly: boolean;
  readonly isRequired: boolean;
  /** So short, or so marked, that it takes a number or a code rather than a name. */
  readonly isShort: boolean;
  /** Whether one sign is all that it takes. */
  readonly isOneSign: boolean;
  readonly options: readonly Option[];
  /** Where a button sends the form instead, and how. */
  readonly overrides: { readonly action?: string; readonly method?: string; readonly enctype?: string };
  /** Name of the field that gives the direction of this one, if any. */
  readonly directionName: string | undefined;
}

const MOST_WORDS = 300;
const MOST_OPTIONS = 300;
const MOST_CODE_SIGNS = 10;
const NAMING = ['name', 'id', 'accept', 'title', 'placeholder', 'autocomplete', 'aria-label'];

/** Values where nothing is given: https://html.spec.whatwg.org/multipage/input.html */
const DEFAULTS: Readonly<Record<string, string>> = { checkbox: 'on', radio: 'on', color: '#000000', range: '50' };

const isOff = ($: CheerioAPI, node: AnyNode): boolean => {
  const one = $(node);
  if (one.is('[disabled]')) return true;
  return one
    .parents('fieldset[disabled]')
    .toArray()
    .some((fieldset) => {
      const legend = $(fieldset).children('legend').first();
      return legend.length === 0 || one.closest(legend).length === 0;
    });
};

const optionsOf = ($: CheerioAPI, select: AnyNode): readonly Option[] => {
  const options = namedUnder(select, 'option', MOST_OPTIONS);
  const read = options.map((option) => {
    const one = $(option);
    const text = tidy(one.text());
    const isDisabled = one.is('[disabled]') || one.closest('optgroup').is('[disabled]');
    return {
      text: one.attr('label') ?? text,
      value: one.attr('value') ?? text,
      isOn: one.is('[selected]'),
      isDisabled,
    };
  });
  if ($(select).is('[multiple]')) return read;
  // Of one line, the last that is selected counts, else the first that can be.
  const last = read.findLastIndex(({ isOn }) => isOn);
  const on =
    last >= 0 || Number($(select).attr('size') ?? 1) > 1 ? last : read.findIndex(({ isDisabled }) => !isDisabled);
  return read.map((option, index) => ({ ...option, isOn: index === on }));
};

const typeOf = ($: CheerioAPI, node: AnyNode): string => {
  const one = $(node);
  const type = (one.attr('type') ?? '').toLowerCase();
  if (one.is('select')) return one.is('[multiple]') ? 'select-multiple' : 'select';
  if (one.is('textarea')) return 'textarea';
  if (one.is('button')) return ['button', 'reset'].includes(type) ? type : 'submit';
  return type === '' ? 'text' : type;
};

const isShortOf = ($: CheerioAPI, node: AnyNode, length: number): boolean => {
  const one = $(node);
  const numeric =
    /^(numeric|decimal)$/i.test(one.attr('inputmode') ?? '') || /one-time-code/i.test(one.attr('autocomplete') ?? '');
  const digits = /^\W{0,3}(?:\\d|\[0-9\])/.test(one.attr('pattern') ?? '');
  return numeric || digits || ['tel', 'number'].includes(typeOf($, node)) || (length > 0 && length <= MOST_CODE_SIGNS);
};

const overridesOf = (attribute: (name: string) => string | undefined): Control['overrides'] => {
  const [action, method, enctype] = ['formaction', 'formmethod', 'formenctype'].map(attribute);
  return {
    ...(action === undefined ? {} : { action }),
    ...(method === undefined ? {} : { method }),
    ...(enctype === undefined ? {} : { enctype }),
  };
};

/** @param label what people read beside it. */
export const controlOf = ($: CheerioAPI, node: AnyNode, label: string): Control => {
  const one = $(node);
  const type = typeOf($, node);
  const attribute = (name: string): string | undefined => one.attr(name);
  const value = type === 'textarea' ? one.text() : (attribute('value') ?? DEFAULTS[type] ?? '');
  const isButton = ['submit', 'image', 'button', 'reset'].includes(type);
  const face = one.is('button') ? one.text() : `${value} ${attribute('alt') ?? ''}`;
  const length = Number(attribute('maxlength') ?? 0);
  const naming = NAMING.map((name) => (attribute(name) ?? '').slice(0, MOST_WORDS));
  const faced = tidy(`${face} ${attribute('title') ?? ''} ${attribute('aria-label') ?? ''}`);
  // A button that shows a picture says what it is by its value or name.
  const message = (isButton ? faced || tidy(`${value} ${attribute('name') ?? ''}`) : label).slice(0, MOST_WORDS);
  return {
    type,
    name: attribute('name') ?? '',
    value: ['textarea', 'hidden'].includes(type) ? value : value.replaceAll(/[\r\n]/g, ''),
    label: message,
    words: tidy([message, ...naming].join(' ')),
    isOn: one.is('[checked]'),
    isDisabled: isOff($, node),
    isHidden: type === 'hidden' || one.closest('[hidden]').length > 0,
    isReadOnly: one.is('[readonly]'),
    isRequired: one.is('[required]') || attribute('aria-required') === 'true',
    isShort: isShortOf($, node, length),
    isOneSign: length === 1,
    options: type.startsWith('select') ? optionsOf($, node) : [],
    overrides: isButton ? overridesOf(attribute) : {},
    directionName: attribute('dirname'),
  };
};
