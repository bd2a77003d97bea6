/*
 * Holds what the tests made the bot send against Discord's published API description, and against the rules
 * that it leaves out. `npx tsx scripts/check-payloads.ts PAYLOADS.jsonl OPENAPI.json` prints each fault and
 * exits 1 where there is one, or where nothing was sent.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Payload, payloadFaults } from '../test/support/payloads.ts';

type Json = { [key: string]: unknown };
type Operation = { requestBody?: { content?: Record<string, { schema?: Json }> } };

const [recorded, described] = process.argv.slice(2);
if (!recorded || !described) throw new Error('Usage: npx tsx scripts/check-payloads.ts PAYLOADS OPENAPI');

const api = JSON.parse(readFileSync(described, 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Json };
};
// Discord accepts whole numbers given as strings, as discord.js sends permissions.
const schemas = relaxed(api.components.schemas);
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
ajv.addSchema({ $id: 'discord', components: { schemas } });

const compiled = new Map<string, ValidateFunction | undefined>();
const payloads = readFileSync(recorded, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Payload);
const faults = payloads.flatMap((payload) =>
  [...describedFaults(payload), ...payloadFaults(payload)].map(
    (fault) =>
      `${payload.method} ${payload.route}: ${fault}\n  ${JSON.stringify(payload.body).slice(0, 300)}`,
  ),
);
for (const fault of new Set(faults)) console.error(fault);
console.log(`payloads: ${payloads.length} sent, ${faults.length} faults`);
process.exitCode = payloads.length > 0 && faults.length === 0 ? 0 : 1;

function describedFaults({ method, route, body }: Payload): string[] {
  const key = `${method} ${route}`;
  if (!compiled.has(key)) compiled.set(key, validatorOf(method, route));
  const validate = compiled.get(key);
  if (!validate || validate(body)) return [];
  const messages = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  return [messages.slice(0, 5).join('; ')];
}

/** Undefined where the route takes no body. @throws Error where Discord has no such route */
function validatorOf(method: string, route: string): ValidateFunction | undefined {
  const operation = api.paths[route]?.[method.toLowerCase()];
  if (!operation) throw new Error(`Discord's API has no ${method} ${route}`);
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  return schema && ajv.compile(withRefs(relaxed(schema)) as Json);
}

function relaxed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(relaxed) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const made = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, relaxed(value)]));
  const isWhole = made.type === 'integer' || (Array.isArray(made.type) && made.type.includes('integer'));
  const isPlain = !('enum' in made) && !('oneOf' in made) && !('const' in made);
  return (isWhole && isPlain ? { anyOf: [made, { type: 'string', pattern: '^[0-9]+$' }] } : made) as T;
}

function withRefs(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withRefs);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' ? `discord${String(value)}` : withRefs(value),
    ]),
  );
}
