// Reads texts (a JSON list) and says how Twilio's own calculator counts them.
import { readFileSync } from "node:fs";
import { SegmentedMessage } from "sms-segments-calculator";

const texts = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(texts.map(text => {
  const counted = new SegmentedMessage(text);
  return { encoding: counted.encodingName, segments: counted.segmentsCount };
})));
