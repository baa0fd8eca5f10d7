// Two errands, told by the first word:
//   calls <address> <key> <table>   makes every call of the table at that address with the official client, one after the other
//   webhooks                        reads a list from standard input, signs what is to be signed and judges what is to be judged
import fs from 'node:fs';
import Stripe from 'stripe';

const [errand, ...rest] = process.argv.slice(2);

if (errand === 'calls') {
  const [address, key, table] = rest;
  const { hostname, port } = new URL(address);
  const stripe = new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
  for (const { npm } of JSON.parse(fs.readFileSync(table, 'utf8'))) {
    for (const { method, ids = [], params, file, options } of npm) {
      const path = method.split('.');
      const name = path.pop();
      const resource = path.reduce((at, step) => at[step], stripe);
      const given = file ? { ...params, file: { data: Buffer.from(file.text), name: file.name, type: file.type } } : params;
      // What the server answers does not matter, only what it was asked.
      await resource[name](...ids, ...(given || options ? [given ?? {}] : []), ...(options ? [options] : [])).catch(() => {});
    }
  }
} else if (errand === 'webhooks') {
  const stripe = new Stripe('sk_test_unused');
  const told = JSON.parse(fs.readFileSync(0, 'utf8'));
  console.log(JSON.stringify({
    signed: told.sign.map(s => stripe.webhooks.generateTestHeaderString(s)),
    judged: told.judge.map(({ payload, header, secret, at }) => {
      try {
        stripe.webhooks.constructEvent(payload, header, secret, 300, undefined, at * 1000);
        return true;
      } catch {
        return false;
      }
    }),
  }));
} else {
  throw new Error(`No such errand: ${errand}`);
}
