// Talks to the stand-in with Twilio's own client: what it sends is taken, what it gets it understands, errors are its errors.
import twilio from "twilio";

const [base, sid, token, from, to, off] = process.argv.slice(2);
class Redirected extends twilio.RequestClient {
  request(options) { return super.request({ ...options, uri: options.uri.replace("https://api.twilio.com", base) }); }
}
const client = twilio(sid, token, { httpClient: new Redirected() });
const code = async promise => { try { await promise; return 0; } catch (error) { return error.code; } };

const sent = await client.messages.create({ from, to, body: "Hello ëç", statusCallback: "https://assist.example/api/sms/status/x" });
const fetched = await client.messages(sent.sid).fetch();
const listed = await client.messages.list({ to, limit: 5 });
const numbers = await client.incomingPhoneNumbers.list({ phoneNumber: from });
const set = await client.incomingPhoneNumbers(numbers[0].sid).update({ smsUrl: "https://assist.example/api/sms", smsMethod: "POST" });
console.log(JSON.stringify({
  sid: sent.sid, same: fetched.sid === sent.sid && listed[0].sid === sent.sid, segments: sent.numSegments, direction: sent.direction, dated: sent.dateCreated instanceof Date && !isNaN(sent.dateCreated), smsUrl: set.smsUrl,
  errors: {
    invalidTo: await code(client.messages.create({ from, to: "12", body: "x" })),
    noBody: await code(client.messages.create({ from, to })),
    notOurs: await code(client.messages.create({ from: to, to, body: "x" })),
    tooLong: await code(client.messages.create({ from, to, body: "x".repeat(1601) })),
    optedOut: await code(client.messages.create({ from, to: off, body: "x" })),
    wrongToken: await code(twilio(sid, "wrong", { httpClient: new Redirected() }).messages.create({ from, to, body: "x" })),
  },
}));
