// What a browser sends for a form that a person has filled in:
// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html ("constructing the entry list"): in the order
// of the document, the pressed button among them.
import type { Control, PageForm } from './page-form.ts';

/** What a person did: typed or chose a value, or ticked. */
export type Filling = ReadonlyMap<Control, string | true>;

export type Entry =
  | { readonly name: string; readonly value: string }
  /** Of a file that was chosen, its control; without one, none was. */
  | { readonly name: string; readonly file: Control | undefined };

export interface Filled {
  readonly form: PageForm;
  readonly filling: Filling;
  readonly button: Control | undefined;
}

const text = (name: string, value: string): readonly Entry[] => (name === '' ? [] : [{ name, value }]);

/** Of radio buttons of one name the last that is on stays on, unless a person chose another. */
const isTicked = ({ form, filling }: Filled, control: Control): boolean => {
  if (control.type === 'checkbox') return control.isOn || filling.has(control);
  const group = form.controls.filter(({ type, name }) => type === 'radio' && name === control.name);
  const chosen = group.find((one) => filling.has(one)) ?? group.findLast(({ isOn }) => isOn);
  return chosen === control;
};

const selected = (control: Control, chosen: string | true | undefined): readonly Entry[] =>
  control.options
    .filter(({ value, isOn, isDisabled }) => !isDisabled && (typeof chosen === 'string' ? value === chosen : isOn))
    .flatMap(({ value }) => text(control.name, value));

const typed = (control: Control, chosen: string | true | undefined): readonly Entry[] => {
  const value = typeof chosen === 'string' ? chosen : control.value;
  const direction = control.directionName === undefined ? [] : text(control.directionName, 'ltr');
  return [...text(control.name, value), ...(control.name === '' ? [] : direction)];
};

const entriesOfOne = (filled: Filled, control: Control, charset: string): readonly Entry[] => {
  const chosen = filled.filling.get(control);
  switch (control.type) {
    case 'submit':
      return control === filled.button ? text(control.name, control.value) : [];
    case 'image': {
      const prefix = control.name === '' ? '' : `${control.name}.`;
      return control === filled.button ? [...text(`${prefix}x`, '0'), ...text(`${prefix}y`, '0')] : [];
    }
    case 'checkbox':
    case 'radio':
      return isTicked(filled, control) ? text(control.name, control.value) : [];
    case 'select':
    case 'select-multiple':
      return selected(control, chosen);
    case 'file':
      return control.name === '' ? [] : [{ name: control.name, file: chosen === undefined ? undefined : control }];
    case 'hidden':
      if (control.name.toLowerCase() === '_charset_') return text(control.name, charset.toUpperCase());
      return typed(control, chosen);
    default:
      return typed(control, chosen);
  }
};

/** @param charset the encoding in which they are sent. */
export const entriesOf = (filled: Filled, charset: string): readonly Entry[] =>
  filled.form.controls.flatMap((control) => entriesOfOne(filled, control, charset));

/** How the form goes out by that button. Whatever else a form says for its method means GET; `dialog` sends nothing. */
export const methodOf = ({ method }: PageForm, button: Control | undefined): 'GET' | 'POST' | 'none' => {
  const message = (button?.overrides.method ?? method).trim().toLowerCase();
  if (message === 'post') return 'POST';
  return message === 'dialog' ? 'none' : 'GET';
};

/** Where it goes by that button; an empty action is the page itself. Undefined where that is not a valid address. */
export const actionOf = ({ action, page }: PageForm, button: Control | undefined): URL | undefined => {
  const message = (button?.overrides.action ?? action).trim();
  if (message === '') return new URL(page.url);
  return URL.canParse(message, page.base.href) ? new URL(message, page.base) : undefined;
};

export const enctypeOf = ({ enctype }: PageForm, button: Control | undefined): 'multipart' | 'plain' | 'urlencoded' => {
  const message = (button?.overrides.enctype ?? enctype).trim().toLowerCase();
  if (message === 'multipart/form-data') return 'multipart';
  return message === 'text/plain' ? 'plain' : 'urlencoded';
};
