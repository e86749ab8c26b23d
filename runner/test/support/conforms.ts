/**
 * Holds plain data against a JSON schema, as far as ours use it: type, properties, required, items, enum,
 * const, minimum.
 */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
}

const known = new Set([
  "$schema",
  "title",
  "description",
  "type",
  "const",
  "enum",
  "minimum",
  "properties",
  "required",
  "additionalProperties",
  "items",
]);

/**
 * Where the data differ from the schema; empty: nowhere. A keyword that is not known here is itself a
 * difference.
 */
export function differences(value: unknown, schema: Schema, place = "$"): string[] {
  const unknown = Object.keys(schema)
    .filter((keyword) => !known.has(keyword))
    .map((keyword) => `${place}: keyword ${keyword}`);
  if (unknown.length > 0) return unknown;
  if ("const" in schema && value !== schema.const) return [`${place}: not ${String(schema.const)}`];
  if (schema.enum && !schema.enum.includes(value))
    return [`${place}: ${String(value)} is none of ${schema.enum.join(", ")}`];
  if (schema.type !== undefined && ![schema.type].flat().includes(typeName(value)))
    return [`${place}: ${typeName(value)} instead of ${[schema.type].flat().join(" or ")}`];
  if (schema.minimum !== undefined && (value as number) < schema.minimum)
    return [`${place}: below ${schema.minimum}`];
  if (Array.isArray(value))
    return schema.items
      ? value.flatMap((each, index) => differences(each, schema.items!, `${place}[${index}]`))
      : [];
  return typeof value === "object" && value !== null
    ? objectDifferences(value as Record<string, unknown>, schema, place)
    : [];
}

function objectDifferences(value: Record<string, unknown>, schema: Schema, place: string): string[] {
  const missing = (schema.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${place}.${name}: missing`);
  const others = Object.entries(value).flatMap(([name, each]) => {
    const property = schema.properties?.[name];
    if (property) return differences(each, property, `${place}.${name}`);
    return schema.additionalProperties === false ? [`${place}.${name}: not in the schema`] : [];
  });
  return [...missing, ...others];
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
