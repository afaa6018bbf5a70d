// Reading a page takes time with its size, whatever it repeats and wherever. No clock is asked: what the libraries
// compare and move in arrays is counted.

import { noticesOf } from '../../../../functions/appliance/restore/login-form/page/notices.ts';
import {
  forwardLinksOf,
  mainTextOf,
  offersSignOut,
  pageOf,
  refreshOf,
  statementsOf,
} from '../../../../functions/appliance/restore/login-form/page/page.ts';
import { formsOf } from '../../../../functions/appliance/restore/login-form/page/page-form.ts';

type Native = (this: unknown[], ...given: never[]) => unknown;

/** Elements that one call looks at or moves. */
const COSTS: Readonly<Record<string, (list: unknown[], given: readonly unknown[], answer: unknown) => number>> = {
  indexOf: (list, _given, answer) => (answer === -1 ? list.length : Number(answer) + 1),
  includes: (list) => list.length,
  lastIndexOf: (list, [, from = list.length - 1], answer) => Number(from) - Number(answer) + 1,
  splice: (list, [start = 0]) => list.length - Number(start),
};

/** Elements that `work` searches or moves in arrays. */
const elementsTouched = (work: () => void): number => {
  let touched = 0;
  const methods = Array.prototype as unknown as Record<string, Native>;
  const natives = Object.keys(COSTS).map((name) => [name, methods[name] as Native] as const);
  for (const [name, native] of natives) {
    methods[name] = function (this: unknown[], ...given: never[]) {
      const answer = native.apply(this, given);
      touched += COSTS[name]?.(this, given, answer) ?? 0;
      return answer;
    };
  }
  try {
    work();
  } finally {
    for (const [name, native] of natives) methods[name] = native;
  }
  return touched;
};

const read = (html: string): void => {
  const page = pageOf(200, new URL('https://support.example.com/login'), html);
  formsOf(page);
  noticesOf(page);
  statementsOf(page);
  mainTextOf(page);
  forwardLinksOf(page);
  offersSignOut(page);
  refreshOf(page);
};

const UNITS = [
  '<p>',
  '<br>',
  '<li>x',
  '<input>',
  '<input name=a id=a>',
  '<button>x</button>',
  '<option>x',
  '<label for=a>x</label>',
  '<select></select>',
  '<h1>x</h1>',
  '<div class=error>x</div>',
  '<p role=alert>x</p>',
  '<b class=lang>x</b>',
  '<b style="visibility:hidden">x</b>',
  '<ul><li>x</ul>',
  '<a href=/x>x</a>',
  '<form><input type=file></form>',
  '<meta http-equiv=a content=b>',
  '<script></script>',
  '<noscript>x</noscript>',
  '<!---->',
] as const;
const PLACES = [
  ['by itself', '', ''],
  ['in a body', '<html><body>', '</body></html>'],
  ['in a form', '<form method=post><input type=password name=p>', '</form>'],
  ['in a list', '<form method=post><select name=s>', '</select></form>'],
  ['in an error', '<div class=error>', '</div>'],
] as const;
const COUNT = 4_000;

describe.each(PLACES)('repeated %s', (_where, before, after) => {
  test.each(UNITS)('%s', (unit) => {
    const touched = elementsTouched(() => read(before + unit.repeat(COUNT) + after));
    expect(touched).toBeLessThan(400 * COUNT);
  });
});
