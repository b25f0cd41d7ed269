// Reads cases ({ token, url, fields }) and signs each with Twilio's own package.
import { readFileSync } from "node:fs";
import twilio from "twilio";

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(cases.map(one => twilio.getExpectedTwilioSignature(one.token, one.url, one.fields))));
