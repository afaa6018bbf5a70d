// Memory that is given back at once, and what may not be taken from others.
import { releaseBuffer } from '../../functions/contract/runtime/release-buffer.ts';

test('bytes with memory of their own are gone afterwards', () => {
  const bytes = Buffer.allocUnsafeSlow(1024);
  releaseBuffer(bytes);
  expect([bytes.byteLength, bytes.buffer.byteLength]).toEqual([0, 0]);
});

test('bytes that share their memory with others are left alone', () => {
  const whole = Buffer.from(new Uint8Array(1024).fill(7).buffer);
  const part = whole.subarray(0, 512);
  releaseBuffer(part);
  expect([part.byteLength, whole.byteLength, whole[1000]]).toEqual([512, 1024, 7]);
  const shared = new Uint8Array(new SharedArrayBuffer(8));
  releaseBuffer(shared);
  expect(shared.byteLength).toBe(8);
});
