// Date on lab time.

/** A Date that is Node's own in all but what it takes for now. */
export const labDate = (labNowMs: () => number): DateConstructor => {
  const RealDate = Date;
  const patched = new Proxy(RealDate, {
    construct: (target, parameters: unknown[], newTarget) =>
      Reflect.construct(target, parameters.length === 0 ? [labNowMs()] : parameters, newTarget) as Date,
    apply: () => new RealDate(labNowMs()).toString(),
    get: (target, name, receiver) => (name === 'now' ? labNowMs : Reflect.get(target, name, receiver)),
  });
  RealDate.prototype.constructor = patched;
  return patched;
};
