// A power device: outlets of a switched power strip with the DMTF Redfish API. An appliance with two power supplies has
// two outlets, perhaps on two strips: it is off only when all of them are.
// API: https://redfish.dmtf.org/schemas/v1/Outlet.v1_4_4.json

const POWER = { On: 'on', Off: 'off', PoweringOn: 'changing', PoweringOff: 'changing' };

/** Off only if all are, on if any is. */
const together = (powers) => ['on', 'unknown', 'changing'].find((power) => powers.includes(power)) ?? 'off';

/**
 * @param call ({ strip, method, path, headers, body? }) → { status, body }: one HTTPS request to that strip.
 * @param outlets appliance → [{ strip, pdu, outlet }], such as { strip: '10.1.0.20', pdu: '1', outlet: 'A3' }
 * @param account { user, password }
 */
export const pdu = ({ call, outlets, account }) => {
  const authorization = `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`;
  const ask = async (strip, method, path, body) => {
    const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await call({ strip, method, path, headers, body });
    if (answer.status >= 300) throw new Error(`${strip} answered ${method} ${path} with HTTP ${answer.status}`);
    return answer.body === '' ? undefined : JSON.parse(answer.body);
  };
  const outletsOf = (appliance) => {
    if (!Object.hasOwn(outlets, appliance)) throw new Error(`no outlet is configured for ${appliance}`);
    return outlets[appliance];
  };
  const stripPath = (one) => `/redfish/v1/PowerEquipment/RackPDUs/${one.pdu}`;
  const outletPath = (one) => `${stripPath(one)}/Outlets/${one.outlet}`;
  const sentence = (all, power) =>
    `${all.map(({ strip, outlet }) => `outlet ${outlet} of ${strip}`).join(', ')} ${power}`;
  const demandForce = (power, how) => {
    if (power === 'off' && how !== 'force') throw new Error('a power strip can only cut the power');
  };

  return {
    read: async (appliance) => {
      const all = outletsOf(appliance);
      const seen = await Promise.all(
        all.map(async (one) => {
          const [strip, outlet] = await Promise.all([
            ask(one.strip, 'GET', stripPath(one)),
            ask(one.strip, 'GET', outletPath(one)),
          ]);
          return { place: `${strip.SerialNumber}/${outlet.Id}`, power: POWER[outlet.PowerState] ?? 'unknown' };
        }),
      );
      return {
        identity: { serialNumber: seen.map(({ place }) => place).join(' ') },
        power: together(seen.map(({ power }) => power)),
      };
    },
    plan: async (appliance, power, how) => {
      demandForce(power, how);
      return sentence(outletsOf(appliance), power);
    },
    change: async (appliance, power, how) => {
      demandForce(power, how);
      const all = outletsOf(appliance);
      const PowerState = power === 'off' ? 'Off' : 'On';
      for (const one of all)
        await ask(one.strip, 'POST', `${outletPath(one)}/Actions/Outlet.PowerControl`, JSON.stringify({ PowerState }));
      return sentence(all, power);
    },
  };
};
