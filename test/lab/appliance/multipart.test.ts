// What a simulated appliance makes of an uploaded form: names in their order, files as they come, and no form from a
// broken body.
import { readMultipart } from '../../../lab/appliance/login/multipart.ts';

const TYPE = 'multipart/form-data; boundary=xyz';
const part = (head: string, value: string) => `--xyz\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
const FORM = [
  part('name="token"', 'größer'),
  part('name="backup"; filename="b.nsb"', 'x'.repeat(5_000)),
  part('name="licence"; filename=""', ''),
  part('name="go"', '1'),
  '--xyz--\r\n',
].join('');

async function* pieces(text: string, bytes = text.length): AsyncGenerator<Buffer> {
  const whole = Buffer.from(text);
  for (let at = 0; at < whole.length; at += bytes) yield whole.subarray(at, at + bytes);
}

const read = async (body: AsyncIterable<Buffer>, type = TYPE) => {
  const received = new Map<string, number>();
  const form = await readMultipart(type, body, (name, chunk) =>
    received.set(name, (received.get(name) ?? 0) + chunk.length),
  );
  return { form, received };
};

test.each([1, 7, 100_000])('a form in pieces of %i bytes is read whole, its parts in their order', async (bytes) => {
  const { form, received } = await read(pieces(FORM, bytes));
  expect(Object.fromEntries(form.fields)).toEqual({ token: 'größer', go: '1' });
  expect(form.order).toEqual(['token', 'backup', 'licence', 'go']);
  expect(form.files).toEqual(['backup']);
  expect([...received]).toEqual([['backup', 5_000]]);
});

test.each<[string, string, string]>([
  ['that ends early', FORM.slice(0, 2_000), TYPE],
  ['with a field that is too long', FORM.replace('größer', 'x'.repeat(70_000)), TYPE],
  ['of another kind', 'token=1', 'application/x-www-form-urlencoded'],
  ['without a boundary', FORM, 'multipart/form-data'],
])('a body %s is no form', async (_what, text, type) => {
  await expect(read(pieces(text, 500), type)).rejects.toThrow();
});
