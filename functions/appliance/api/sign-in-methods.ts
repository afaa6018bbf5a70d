// The sign-in methods of an appliance, which it lists without authentication at /get_mech_list. Only informative, so
// any failure means "unknown". Source: the vendor's Terraform provider; that a mechanism is a text, or an object with a
// name, is an assumption.
import * as z from 'zod/mini';
import { jsonOf } from '../../contract/json/parse-json.ts';
import { isFailure } from '../../domain/failure/failure.ts';
import type { SignInMethods } from '../appliance.ts';
import { MechanismsAnswer } from './api-answers.ts';
import type { ApplianceCalls } from './appliance-calls.ts';

const PATH = '/get_mech_list?version=3';
const MOST_MECHANISMS = 20;
const MOST_CHARACTERS = 80;

const name = z.string().check(z.minLength(1));
const Mechanism = z.union([
  name,
  z.object({ name }),
  z.object({ mech: name }),
  z.object({ label: name }),
  z.object({ id: name }),
]);

const nameOf = (value: unknown): readonly string[] => {
  const read = Mechanism.safeParse(value);
  if (!read.success) return [];
  const text = typeof read.data === 'string' ? read.data : Object.values(read.data)[0];
  return text === undefined ? [] : [text.slice(0, MOST_CHARACTERS)];
};

const productOf = (product: string | null | undefined): SignInMethods['product'] => {
  if (!product) return undefined;
  return product.toLowerCase() === 'bpam' ? 'pra' : 'rs';
};

/** The list in the text of an answer; undefined if the text is not one. */
export const readMechanisms = (text: string): SignInMethods | undefined => {
  const read = MechanismsAnswer.safeParse(jsonOf(text));
  if (!read.success) return undefined;
  const { mechs, default_mech: byDefault, product: notified } = read.data;
  const [chosen] = nameOf(byDefault);
  const product = productOf(notified);
  const mechanisms = (mechs ?? []).flatMap(nameOf).slice(0, MOST_MECHANISMS);
  if (mechanisms.length === 0 && product === undefined) return undefined;
  return { mechanisms, ...(chosen !== undefined && { chosen }), ...(product && { product }) };
};

/** Never throws. */
export const signInMethods = async (calls: ApplianceCalls, signal: AbortSignal): Promise<SignInMethods | undefined> => {
  try {
    const { status, text } = await calls.getOpenly(PATH, signal);
    return status === 200 ? readMechanisms(text) : undefined;
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
};
