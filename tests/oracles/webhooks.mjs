// Reads cases ({ secret, id, timestamp, body, signature }) and says of each what Standard Webhooks' own package signs, and whether it takes ours.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(cases.map(one => {
  const receiver = new Webhook(one.secret);
  let isTaken = true;
  try {
    receiver.verify(one.body, { "webhook-id": one.id, "webhook-timestamp": String(one.timestamp), "webhook-signature": one.signature });
  } catch {
    isTaken = false;
  }
  return { signature: receiver.sign(one.id, new Date(one.timestamp * 1000), one.body), isTaken };
})));
