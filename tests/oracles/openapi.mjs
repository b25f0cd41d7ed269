// Lints an OpenAPI document (a file) with Redocly's recommended rules; prints what it finds.
import { createConfig, lint } from "@redocly/openapi-core";

const config = await createConfig({ extends: ["recommended-strict"], rules: { "no-invalid-media-type-examples": "error", "no-server-example.com": "off", "operation-4xx-response": "error" } });
const found = await lint({ ref: process.argv[2], config });
console.log(JSON.stringify(found.map(one => `${one.ruleId}: ${one.message} (${one.location?.[0]?.pointer ?? ""})`)));
