// Names that every object answers are found nowhere, whoever says them.
import { xmlProductOf } from '../../functions/appliance/api/xml/xml-answers.ts';
import { parseXml } from '../../functions/appliance/api/xml/xml-text.ts';
import { failureOfEnd } from '../../functions/domain/admission/orphaned-recovery.ts';
import { readBack } from '../../functions/domain/identity/fingerprint.ts';
import { ownValue } from '../../functions/domain/text/own-value.ts';
import { callFailure } from '../../functions/net/call-failure.ts';
import { pairOf } from '../appliance/pair.ts';

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

test.each(NAMES)('%s is no key, no product, no end, no kind of failure, and no total', (name) => {
  expect(ownValue({ a: 1 }, name)).toBeUndefined();
  const root = parseXml(
    `<api_information><permissions><permission name="${name}">1</permission></permissions></api_information>`,
  );
  expect(root && xmlProductOf(root)).toBeUndefined();
  expect(failureOfEnd(name).name).toBe('ExecutionEnded');
  expect(callFailure({ code: name, name: 'Error' }, 'london').kind).toBe('garbled');
  const backup = JSON.parse(`{"user": 3, "${name}": 7}`);
  expect(readBack({ backup, before: { user: 3 }, after: { user: 3 } })).not.toBe('read-back');
});

test('no appliance or pair is named as every object answers', () => {
  expect(() => pairOf({ london: { name: 'constructor' } })).toThrow();
});
